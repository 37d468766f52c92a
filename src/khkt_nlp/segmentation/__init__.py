"""Sentences and words, each with exact offsets."""
