"""The parse of an article in plain Python, by the model's own rules and weights."""
