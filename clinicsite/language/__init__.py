"""Floor 1: what languages say and how they count: catalogues of words, dates, amounts, syllables."""
