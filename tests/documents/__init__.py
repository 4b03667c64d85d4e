"""What the documents show runs, what they link to is there, and what they name exists."""
