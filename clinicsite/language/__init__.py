"""What languages say and how they count, and English prose: its passages, sentences and words, and what they say of what."""
