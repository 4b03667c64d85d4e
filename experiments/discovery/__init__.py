"""Which conditions break the thread: boxes and a shallow tree, in sentences."""
