"""Names of organisations and people: a learned tagger, and the grammar of names that it leans on."""

from khkt_nlp.names.finder import find, find_all
from khkt_nlp.names.models import RawName

__all__ = ["RawName", "find", "find_all"]
