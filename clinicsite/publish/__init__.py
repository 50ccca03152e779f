"""Floor 4: rendered files become the site folder."""
