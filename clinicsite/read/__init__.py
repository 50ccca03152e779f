"""Floor 1: files become pages, pages become a site."""
