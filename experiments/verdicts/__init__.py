"""Many claims put to the test at once: what the model supports, what not, and how sure it is."""
