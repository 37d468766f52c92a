"""People with full name, title, office and organisation."""

from khkt_nlp.people.finder import find
from khkt_nlp.people.models import PersonMention

__all__ = ["PersonMention", "find"]
