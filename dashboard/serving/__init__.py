"""Bringing the page to a browser: address, join code, and sessions that end."""
