"""Province-level units of Vietnam across eras."""
