"""Mutation of the rules: each is broken in every small way, and the twin must tell."""
