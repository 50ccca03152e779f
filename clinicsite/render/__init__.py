"""Floor 3: a page and a view become a rendered file."""
