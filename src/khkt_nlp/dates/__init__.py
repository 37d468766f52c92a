"""Calendar expressions, completed from the publication date."""

from khkt_nlp.dates.expressions import find
from khkt_nlp.dates.models import DateMention

__all__ = ["DateMention", "find"]
