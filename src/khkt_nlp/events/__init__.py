"""Meetings that the article reports."""

from khkt_nlp.events.finder import find
from khkt_nlp.events.models import EventMention

__all__ = ["EventMention", "find"]
