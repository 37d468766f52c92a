"""Who asks whom to do what.

>>> parse_passage("Hội {{cần mở lớp tập huấn|training|need}}.").clauses[0].labels
('training',)
"""

from khkt_nlp.recommendations.markup import MarkedClause, Passage, parse_passage, read_passages
from khkt_nlp.recommendations.models import Force, RecommendationMention
from khkt_nlp.recommendations.taxonomy import Label, Taxonomy, default_taxonomy, read_taxonomy

__all__ = [
    "Force",
    "Label",
    "MarkedClause",
    "Passage",
    "RecommendationMention",
    "Taxonomy",
    "default_taxonomy",
    "parse_passage",
    "read_passages",
    "read_taxonomy",
]
