"""Scoring records against gold."""
