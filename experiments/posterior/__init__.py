"""Weighted draws of parameters: what the evidence leaves open, carried into every result."""

SHIPPED = "england_children"
"""The posterior that is meant when none is named."""
