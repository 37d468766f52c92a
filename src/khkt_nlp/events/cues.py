"""The words and phrases around the names of meetings, by their roles in `data/cues.txt`."""

from __future__ import annotations

from functools import cache

from khkt_nlp import datafiles


def phrases(role: str) -> tuple[str, ...]:
    """Give the phrases of a role.

    >>> "quốc hội" in phrases("assembly")
    True
    """
    return datafiles.phrases("events", "cues.txt")[role]


@cache
def any_of(*roles: str) -> str:
    """Make a group of a regular expression of the phrases of some roles, the longest first.

    >>> any_of("held").startswith("(?:sẽ được tổ chức|")
    True
    """
    listed = sorted({phrase for role in roles for phrase in phrases(role)}, key=lambda one: (-len(one), one))
    return f"(?:{'|'.join(listed)})"
