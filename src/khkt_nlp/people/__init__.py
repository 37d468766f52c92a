"""People with title and office."""
