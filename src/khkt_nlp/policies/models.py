"""What the room hands out: one mention of a document, as found and as resolved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["", "resolved", "ambiguous", "unresolved"]


@dataclass(frozen=True, slots=True)
class PolicyMention:
    """One mention of a policy or legal document; text fields are empty where the text states nothing.

    `start`, `end`: code points, end exclusive, from the type word to the end of the number, symbol or name.
    `type`: Vietnamese type word, lower case. `number`: as written (`05`); for a plenum resolution
    (`Nghị quyết Trung ương 4`) the number of the plenum. `symbol`: normal form of the official symbol.
    `name`: of a document known by its name, without type and year. `term`: as written (`X`, `12`).
    `date`: ISO, `2014-07` when only the month is known. `pinpoint`: the article, clause and point cited.
    `plenum`: the number is that of a plenum. `replaced`: named as what another document replaces or amends.
    `foreign`: of another country, which is named beside it.
    `anaphor`: for `Nghị định này`, `văn bản trên`: not a citation itself, but it points to one.

    After `resolve`: `canonical_id` and `title` of the registry when `status` is `resolved`; `candidates`,
    best first; `why` says in words what decided; `key` is the same for all mentions of one document in
    the article.
    """

    start: int
    end: int
    type: str
    number: str = ""
    symbol: str = ""
    name: str = ""
    year: str = ""
    issuer: str = ""
    term: str = ""
    date: str = ""
    subject: str = ""
    pinpoint: str = ""
    draft: bool = False
    plenum: bool = False
    replaced: bool = False
    foreign: bool = False
    anaphor: bool = False
    canonical_id: str = ""
    title: str = ""
    status: Status = ""
    candidates: tuple[str, ...] = ()
    why: str = ""
    key: str = ""
