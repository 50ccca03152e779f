"""clinicsite: a static-site generator for clinics that judges whether a page is fit to publish."""
