"""How fast the model is, measured: against the twin, against the least there is to do, in full."""
