"""The learned tagger that proposes the names of organisations and people."""
