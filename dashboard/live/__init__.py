"""The live page: the session of one visitor, its controls and its views."""
