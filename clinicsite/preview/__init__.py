"""Floor 5: the local server with live reload."""
