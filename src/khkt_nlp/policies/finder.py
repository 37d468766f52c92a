"""Finding the citations of a text, with what stands around each of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from khkt_nlp.article.normalization import View, fold_case, normalize
from khkt_nlp.policies import context, named, scanner, status, symbols
from khkt_nlp.policies.models import PolicyMention
from khkt_nlp.policies.page import Page
from khkt_nlp.policies.scanner import Citation
from khkt_nlp.policies.tables import Kind, kinds, words

_LAWS = frozenset({"luật", "bộ luật", "pháp lệnh", "hiến pháp"})
_JOINED = re.compile(r"(?: \(?sửa đổi\)?)?(?:, ?| và |; ?| hoặc )")
# what belongs to a citation stands this near, in characters
_NEAR = 250
# these words point back to anything that was planned or laid down, not to a document
_NO_ANAPHOR = frozenset({"quy định", "lệnh", "chương trình", "kế hoạch"})


def find(text: str, names: frozenset[str] = frozenset()) -> list[PolicyMention]:
    """Find every citation of a policy or legal document in `text`, in order; none overlap.

    `names`: keys of names of laws that a registry adds (`Registry.name_keys`). Offsets are code points of
    `text`, whatever its normal form. Never raises on any text; linear in its length.

    >>> [(m.type, m.number, m.issuer) for m in find("Nghị quyết 27 của Bộ Chính trị và NĐ 46/2016.")]
    [('nghị quyết', '27', 'Bộ Chính trị'), ('nghị định', '46', '')]
    """
    view = normalize(text)
    page = Page.of(view.text, names)
    return [_to_source(view, mention) for mention in _described(page)]


def find_anaphors(text: str) -> list[PolicyMention]:
    """Find what points back to a document: `Nghị quyết này`, `văn bản nói trên`. No citations themselves.

    >>> [m.type for m in find_anaphors("Nghị định này thay thế Nghị định 46.")]
    ['nghị định']
    """
    view = normalize(text)
    low = fold_case(view.text)
    return [
        _to_source(view, PolicyMention(match.start(), match.end(), kinds()[match["word"]].type, anaphor=True))
        for match in _anaphors().finditer(low)
        if not (match["word"] == "luật" and named.is_other_law(low, match.start()))
    ]


@cache
def _anaphors() -> re.Pattern[str]:
    forms = "|".join(sorted(set(kinds()) - _NO_ANAPHOR, key=len, reverse=True))
    pointers = "|".join(sorted(words("pointer"), key=len, reverse=True))
    return re.compile(rf"(?<![^\W_])(?P<word>{forms}) (?:{pointers})(?![^\W_])")


def _to_source(view: View, mention: PolicyMention) -> PolicyMention:
    """Give a mention of the view its offsets and its words in the text that was passed in."""
    start, end = view.to_source(mention.start, mention.end)
    written: dict[str, str] = {}
    if view.text is not view.source:
        for field, first, last in (
            ("name", mention.start, mention.end),
            ("issuer", mention.start - _NEAR, mention.end + _NEAR),
            ("subject", mention.end, mention.end + 2 * _NEAR),
            ("pinpoint", mention.start - _NEAR, mention.end + _NEAR),
        ):
            value: str = getattr(mention, field)
            at = view.text.find(value, max(0, first), last) if value else -1
            if at >= 0:
                written[field] = view.source[slice(*view.to_source(at, at + len(value)))]
    return replace(mention, start=start, end=end, **written)  # type: ignore[arg-type]


def _citations(page: Page) -> Iterator[Citation]:
    """Yield citations in order, each from its type word; one that a longer one covers is left out."""
    covered = 0
    for start, end, kind in scanner.type_words(page):
        if start >= covered:
            for citation in _read(page, start, end, kind):
                yield citation
                covered = citation.end


def _read(page: Page, start: int, end: int, kind: Kind) -> Iterator[Citation]:
    """Read what follows the type word at `start:end`: a name, a number, or a list of numbers."""
    if kind.name:
        yield named.short_form(page, start, end, kind)
        return
    reader = named.READERS.get(kind.type)
    if reader is None and kind.type == "nghị quyết":
        reader = named.party_resolution
    found = reader(page, start, end, kind) if reader else None
    if found:
        yield found
        if found.plenum:
            yield from named.more_plenums(page, found)
    elif kind.type not in named.READERS:
        yield from scanner.numbered(page, start, end, kind)


def _described(page: Page) -> Iterator[PolicyMention]:
    """Add to each citation what stands around it; in a list the issuer at the end is that of all."""
    waiting: list[PolicyMention] = []  # members of the list at hand that state no issuer
    before: PolicyMention | None = None
    for citation in _citations(page):
        mention = _describe(page, citation, before)
        if before and not _joined(page.low, before, mention.type, mention.start):
            yield from waiting
            waiting = []
        waiting.append(mention)
        if mention.issuer:
            yield from (replace(member, issuer=mention.issuer) for member in waiting)
            waiting = []
        before = mention
    yield from waiting


def _implied_issuer(citation: Citation) -> str:
    """Give the issuer that a symbol states, or that alone has plenums; empty where there is none."""
    if citation.plenum:
        return "Ban Chấp hành Trung ương Đảng"
    return symbols.issuer_of(citation.symbol)[0] if citation.symbol else ""


def _joined(low: str, before: PolicyMention, kind: str, start: int) -> bool:
    """Say whether two citations are members of one list: one type, and `và` or a comma between them."""
    return before.type == kind and _JOINED.fullmatch(low, before.end, start) is not None


def _describe(page: Page, citation: Citation, before: PolicyMention | None) -> PolicyMention:
    text, low, start, end = page.text, page.low, citation.start, citation.end
    kind, symbol = citation.kind.type, citation.symbol
    tail = context.read_tail(text, low, end)
    left = ("", "") if tail.issuer and tail.date else context.read_left(text, low, start)
    draft = status.is_draft(low, start, end, law=kind in _LAWS)
    amended = status.read_amended_year(low, end) if kind in _LAWS else ""
    return PolicyMention(
        start=start,
        end=end,
        type=kind,
        number=symbol.number if symbol else citation.number,
        symbol=symbol.text if symbol else "",
        name=citation.name,
        year=(symbol.year if symbol else "") or citation.year or tail.year or amended,
        issuer=tail.issuer or left[0] or _implied_issuer(citation),
        term=citation.term or tail.term,
        date=tail.date or left[1],
        subject="" if kind in _LAWS else context.read_subject(text, low, tail.end),
        pinpoint=context.read_pinpoint(text, low, start, end),
        draft=draft or bool(before and before.draft and _joined(low, before, kind, start)),
        plenum=citation.plenum,
        replaced=status.is_replaced(low, start),
        foreign=kind in _LAWS and status.is_foreign(text, start, end),
    )
