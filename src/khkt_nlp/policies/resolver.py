"""Linking: which registered document each citation means.

One pass from left to right gathers mentions that mean one document; what any of them states (year, term,
issuer, subject) counts for all. Then the registry is asked: evidence only ever narrows, and nothing is
guessed. One document left is `resolved`, several `ambiguous`, none `unresolved`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from khkt_nlp.article.normalization import View, normalize
from khkt_nlp.policies import symbols
from khkt_nlp.policies.evidence import as_number, canonical_issuer, latest_year, pairs, same_issuer, sentence
from khkt_nlp.policies.linking import NAMED, Cited, Verdict, decide
from khkt_nlp.policies.models import PolicyMention
from khkt_nlp.policies.names import usual_key
from khkt_nlp.policies.registry import Registry, bare_number
from khkt_nlp.policies.status import is_abroad

# an anaphor points back no further, in characters
_REACH = 2000
# pairs of syllables, after which more context adds nothing
_ENOUGH = 2000
# of documents with one number, this many that differ are kept in mind
_MANY = 40


def resolve(
    mentions: Iterable[PolicyMention],
    registry: Registry | None = None,
    published: dt.date | None = None,
    text: str = "",
) -> list[PolicyMention]:
    """Link mentions, and anaphors from `find_anaphors`, to the documents of `registry`; in text order.

    `registry`: the packaged one when None. `published`: the article's date: nothing but a draft is cited
    before it was issued. `text`: the article the mentions were found in; with it the sentence around a
    citation counts as evidence of what the document is about. Offsets and what was read stay as they are.

    >>> from khkt_nlp.policies.finder import find
    >>> resolve(find("Nghị quyết 27 của Ban Chấp hành Trung ương Đảng khóa X"))[0].canonical_id
    'nq.27.2008.tw'
    >>> resolve(find("Nghị quyết 27"))[0].status
    'ambiguous'
    """
    known = registry or Registry.packaged()
    ordered = sorted(mentions, key=lambda mention: (mention.start, mention.end))
    view = normalize(text)
    article = _Article(view)
    owners = [article.antecedent(m) if m.anaphor else article.add(m) for m in ordered]
    documents = {id(cited): cited for cited in owners if cited}
    latest = 0 if published else latest_year(view.text)
    verdicts = {key: decide(cited, known, published, latest) for key, cited in documents.items()}
    return [
        _linked(mention, cited, verdicts[id(cited)], known) if cited else replace(mention, **_NOTHING)
        for mention, cited in zip(ordered, owners, strict=True)
    ]


_NOTHING: dict[str, Any] = {"status": "unresolved", "why": "nothing before it to point to"}


def _linked(mention: PolicyMention, cited: Cited, verdict: Verdict, registry: Registry) -> PolicyMention:
    document = registry.get(verdict.canonical_id)
    return replace(
        mention,
        canonical_id=verdict.canonical_id,
        title=document.title if document else "",
        status=verdict.status,
        candidates=verdict.candidates,
        why=verdict.why,
        key=_key(cited),
    )


def _key(cited: Cited) -> str:
    """Name a document within one article, so that its mentions can be put together without a registry."""
    identity = (cited.type, cited.number or usual_key(cited.name), cited.year, *sorted(cited.marks))
    return " ".join(part for part in identity if part) + (" dự thảo" if cited.draft else "")


class _Article:
    """The documents met so far, from left to right."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._same: dict[tuple[object, ...], list[Cited]] = {}
        self._trail: dict[int, Cited] = {}  # the document mentioned last comes last

    def add(self, mention: PolicyMention) -> Cited:
        """Give the document that a mention belongs to: one met before, or a new one."""
        read = _read(mention, self._view)
        if read.type in NAMED and not (read.number or read.year):
            read.foreign = read.foreign or is_abroad(self._view.text)
        family = "luật" if read.type in NAMED else read.type
        identity = (family, read.number, usual_key(read.name), read.plenum, read.draft)
        met = self._same.setdefault(identity, [])
        fitting = [cited for cited in met[-_MANY:] if _agree(cited, read)]
        alike = [cited for cited in fitting if _stated(cited) == _stated(read)]
        unique = next((group[0] for group in (fitting, alike) if len(group) == 1), None)
        if unique is None:
            met.append(read)
        else:
            _merge(unique, read)
        cited = unique or read
        self._trail.pop(id(cited), None)
        self._trail[id(cited)] = cited
        return cited

    def antecedent(self, anaphor: PolicyMention) -> Cited | None:
        """Give the last document of the anaphor's type; one only named as replaced is passed over."""
        passed: Cited | None = None
        for cited in reversed(self._trail.values()):
            if anaphor.start - cited.last > _REACH:
                break
            laws = {anaphor.type, cited.type} <= {"luật", "bộ luật"}
            if laws or anaphor.type in ("văn bản", cited.type):
                if cited.topic:
                    return cited
                passed = passed or cited
        return passed


def _read(mention: PolicyMention, view: View) -> Cited:
    """Take from a mention what identifies a document."""
    symbol = symbols.read(mention.symbol) if mention.symbol else None
    issuer, level = canonical_issuer(mention.issuer)
    # what is known by its name or its whole symbol needs no guess at what it is about
    vague = not mention.name and not (symbol and symbol.marks)
    around = sentence(view.text, *view.from_source(mention.start, mention.end)) if vague else ""
    return Cited(
        type=mention.type,
        number=bare_number(mention.number),
        name=mention.name,
        draft=mention.draft,
        plenum=mention.plenum,
        marks=frozenset(symbol.marks) if symbol else frozenset(),
        year=mention.year,
        term=as_number(mention.term) or (int(symbol.term) if symbol and symbol.term else 0),
        issuer=issuer,
        level=level,
        date=mention.date,
        subject=pairs(mention.subject),
        context=pairs(around),
        last=mention.end,
        topic=not mention.replaced,
        foreign=mention.foreign,
    )


def _agree(a: Cited, b: Cited) -> bool:
    """Say whether nothing that two citations state makes them two documents."""
    return (
        not (b.foreign and not a.foreign)
        and not (a.year and b.year and a.year != b.year)
        and not (a.term and b.term and a.term != b.term)
        and not (a.date and b.date and a.date[:7] != b.date[:7])
        and (not a.marks or not b.marks or a.marks <= b.marks or b.marks <= a.marks)
        and same_issuer(a.issuer, a.level, b.issuer, b.level)
        and (bool(b.year or b.marks) or not (a.subject and b.subject) or not a.subject.isdisjoint(b.subject))
    )


def _stated(cited: Cited) -> tuple[str, frozenset[str], int]:
    return cited.year, cited.marks, cited.term


def _merge(cited: Cited, read: Cited) -> None:
    """Add to a document what one more mention states."""
    cited.marks |= read.marks
    cited.year = cited.year or read.year
    cited.term = cited.term or read.term
    cited.date = max(cited.date, read.date, key=len)
    if read.issuer and cited.issuer in ("", "Trung ương Đảng"):
        cited.issuer, cited.level = read.issuer, read.level
    if len(cited.context) < _ENOUGH:
        cited.subject |= read.subject
        cited.context |= read.context
    cited.last = read.last
    cited.topic = cited.topic or read.topic
