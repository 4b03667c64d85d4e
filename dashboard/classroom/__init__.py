"""Guided exercises for a class: predict, run, compare the prediction with what the model shows."""
