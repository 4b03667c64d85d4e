"""The specificity matrix: what each mechanism, switched on alone, does to each hop."""
