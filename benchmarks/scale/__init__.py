"""What the largest things take: studies of 100,000 runs, decades of a country, a million rows."""
