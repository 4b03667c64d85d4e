"""The exercises for a class, a TOML file each; their scenarios in a folder."""
