"""Who asks whom to do what."""
