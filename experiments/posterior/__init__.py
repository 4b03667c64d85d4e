"""Weighted draws of parameters: what the evidence leaves open, carried into every result."""
