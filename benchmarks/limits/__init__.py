"""The engine against what is known in closed form: ``python -m benchmarks.limits``."""
