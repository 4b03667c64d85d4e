"""What the model is held against: official figures, each with its source."""
