"""The page: the model live in a browser, and guided exercises for a class."""
