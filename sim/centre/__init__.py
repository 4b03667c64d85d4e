"""Central government: its record and its rules."""
