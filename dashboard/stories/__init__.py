"""Somebody's story as the weeks pass: a citizen, a worker or a council, in both worlds."""
