"""The model: central government, local managers, street-level bureaucrats, citizens.

Nothing here reads files, draws or prints, or knows of scenarios and experiments.
"""
