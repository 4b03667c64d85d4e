"""Priors: what is believed of parameters before a fit, a TOML file each."""
