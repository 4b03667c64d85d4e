"""How fast the model is, measured."""
