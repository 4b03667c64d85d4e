"""Docking: the engine and its twin run side by side, and every record is compared."""
