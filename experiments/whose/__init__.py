"""Whose value: the same runs valued with the weights of each stakeholder."""
