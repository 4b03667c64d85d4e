"""Figures, all in one house style."""
