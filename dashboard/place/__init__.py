"""The thread drawn as a place: Whitehall, town hall, desk and street."""
