"""Street-level bureaucrats: their record and their rules."""
