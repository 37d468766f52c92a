"""People: full names for the short ones, and what the text says of each."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

from khkt_nlp.names.models import RawName
from khkt_nlp.organizations.models import OrganizationMention
from khkt_nlp.people.models import PersonMention
from khkt_nlp.people.roles import role

# words of a name that may be left when it is shortened
_LONGEST = 4


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
    longer = _by_ending(surfaces)
    found = []
    starts = [name.start for name in names[1:]]
    for name, surface, following in itertools.zip_longest(names, surfaces, starts):
        whole = longer.get(surface, {surface})
        stated = role(text, name.start, name.end, organizations, following)
        found.append(PersonMention(name.start, name.end, min(whole) if len(whole) == 1 else surface, *stated))
    return found


def _by_ending(surfaces: Iterable[str]) -> dict[str, set[str]]:
    """Give for each way to shorten a name from the left the names that end so."""
    found: dict[str, set[str]] = {}
    for surface in set(surfaces):
        words = surface.split()
        for first in range(max(1, len(words) - _LONGEST), len(words)):
            found.setdefault(" ".join(words[first:]), set()).add(surface)
    return found
