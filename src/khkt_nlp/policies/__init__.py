"""Policy and legal documents: find, read, link."""

from khkt_nlp.policies.annotator import annotate
from khkt_nlp.policies.finder import find, find_anaphors
from khkt_nlp.policies.models import PolicyMention
from khkt_nlp.policies.registry import Document, Registry
from khkt_nlp.policies.resolver import resolve

__all__ = ["Document", "PolicyMention", "Registry", "annotate", "find", "find_anaphors", "resolve"]
