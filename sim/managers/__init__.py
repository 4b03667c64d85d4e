"""Local managers: their record and their rules."""
