"""Experiments on the model: paired runs, the thread they show, figures and results folders."""
