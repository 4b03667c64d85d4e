"""Tests of the twin, and of the docking that holds the engine to it."""
