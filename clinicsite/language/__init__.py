"""The language of clinic pages: passages, sentences and words with their places, and what they say of what."""
