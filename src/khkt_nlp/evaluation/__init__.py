"""Scoring records against gold."""

from khkt_nlp.evaluation.models import Advice, Annotation, Figure, Mention, Scores
from khkt_nlp.evaluation.reading import read_annotations
from khkt_nlp.evaluation.scoring import match, score
from khkt_nlp.evaluation.table import table

__all__ = [
    "Advice",
    "Annotation",
    "Figure",
    "Mention",
    "Scores",
    "match",
    "read_annotations",
    "score",
    "table",
]
