"""The page on where the linkage breaks, made from a saved study."""
