"""People: full names for the short ones, and what the text says of each."""

from __future__ import annotations

from collections.abc import Sequence

from khkt_nlp.names.models import RawName
from khkt_nlp.organizations.models import OrganizationMention
from khkt_nlp.people.models import PersonMention
from khkt_nlp.people.roles import role


def find(
    text: str, names: Sequence[RawName], organizations: Sequence[OrganizationMention] = ()
) -> list[PersonMention]:
    """Turn names of people, in text order, into mentions.

    A given name alone takes the full name that ends in it, where the article has one such person only.

    >>> text = "Ông Trần Văn Lâm phát biểu. Ông Lâm đề nghị."
    >>> names = [RawName(4, 16, "PERSON", 1.0), RawName(32, 35, "PERSON", 1.0)]
    >>> [mention.name for mention in find(text, names)]
    ['Trần Văn Lâm', 'Trần Văn Lâm']
    """
    surfaces = [" ".join(text[name.start : name.end].split()) for name in names]
    full = list(dict.fromkeys(surface for surface in surfaces if " " in surface))
    found = []
    for name, surface in zip(names, surfaces, strict=True):
        longer = [other for other in full if other.endswith(f" {surface}")]
        stated = role(text, name.start, name.end, organizations)
        whole = longer[0] if len(longer) == 1 else surface
        found.append(PersonMention(name.start, name.end, whole, *stated))
    return found
