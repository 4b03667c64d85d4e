"""The two worlds of a session, without any page: what is chosen, and what is simulated."""
