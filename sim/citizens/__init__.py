"""Citizens and neighbourhoods: their records and rules."""
