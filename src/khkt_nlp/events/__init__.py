"""Meetings that the article reports."""
