"""Floor 2: rules, one file for each family."""
