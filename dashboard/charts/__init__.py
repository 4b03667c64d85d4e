"""The charts: which there are, what they show, and how they look."""
