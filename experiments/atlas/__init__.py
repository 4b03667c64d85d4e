"""The break atlas: where each link of the thread breaks, and what breaks it."""
