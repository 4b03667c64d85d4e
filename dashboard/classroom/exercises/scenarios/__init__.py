"""Scenarios that only exercises need."""
