"""One truth for facts about the clinic: what prose says of phones, hours, prices and people, held against their records."""
