"""Weighing evidence: who issued a document, in which term, when, and what it is about."""

from __future__ import annotations

import datetime as dt
import itertools
import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from khkt_nlp.article.normalization import fold_case, normalize
from khkt_nlp.policies.registry import Document, Registry
from khkt_nlp.policies.tables import issuers, words

_ROMAN = {"i": 1, "v": 5, "x": 10}
_AROUND = 160
_SENTENCE_END = re.compile(r"\n|[.;!?] ")
_WORD = re.compile(r"[^\W_]+")
_DATED = re.compile(
    r"(?<!\d)\d{1,3}[/.-]((?:19|20)\d\d)(?!\d)"
    r"|(?<!đến )(?<!tới )(?<!trước )(?<!vào )(?<!cho )(?<!từ )năm ((?:19|20)\d\d)(?! ?[-–\d])",
    re.I,
)
_SYLLABLE = re.compile(r"[^\W\d_]+")


def same_issuer(a: str, level_a: str, b: str, level_b: str) -> bool:
    """Say whether two issuers, as `canonical_issuer` gives them, may be one.

    An unknown one may be any of its level; `Trung ương Đảng` each body of the Party's centre; a local one
    without its place (`Ủy ban nhân dân`, from a symbol) the one of any place.

    >>> same_issuer("Trung ương Đảng", "party_central", "Bộ Chính trị", "party_central")
    True
    >>> same_issuer(*canonical_issuer("UBND TP.HCM"), *canonical_issuer("Ủy ban nhân dân"))
    True
    """
    if not a or not b:
        return not level_a or not level_b or level_a == level_b
    if level_a == level_b and level_a.endswith("local"):
        return a.startswith(b) or b.startswith(a)
    return a == b or (level_a == level_b == "party_central" and "Trung ương Đảng" in (a, b))


def latest_year(text: str) -> int:
    """Give the last year in which a text dates anything that is no plan (`đến năm`); 0 if it does not.

    >>> latest_year("Năm 2017, theo Nghị định 46/2016/NĐ-CP, đến năm 2030")
    2017
    """
    dated = _DATED.finditer(normalize(text).text)
    return max((int(year[1] or year[2]) for year in dated), default=0)


def issued(document: Document) -> dt.date:
    """Give the date of issue; the end of its year where only that is known, so that it never is too early."""
    if document.issued_date:
        return dt.date.fromisoformat(document.issued_date)
    return dt.date(int(document.year), 12, 31) if document.year else dt.date.min


def pairs(text: str) -> frozenset[str]:
    """Give the pairs of neighbouring syllables of a text, without those that hold a joining word.

    >>> sorted(pairs("về kinh doanh rượu"))
    ['doanh rượu', 'kinh doanh']
    """
    syllables = _SYLLABLE.findall(fold_case(normalize(text).text))
    glue = words("subject_glue")
    return frozenset(f"{a} {b}" for a, b in itertools.pairwise(syllables) if a not in glue and b not in glue)


@lru_cache(maxsize=8192)
def _titles(document: Document) -> tuple[frozenset[str], ...]:
    return tuple(pairs(title) for title in (document.title, *document.aliases) if title)


@lru_cache(maxsize=8)
def _frequencies(registry: Registry) -> dict[str, int]:
    """Count in how many documents' titles each pair stands: `sửa đổi` tells nothing, `tàu cá` much."""
    counts: dict[str, int] = {}
    for document in registry.documents:
        for pair in frozenset().union(*_titles(document)):
            counts[pair] = counts.get(pair, 0) + 1
    return counts


def about(said: frozenset[str], documents: Sequence[Document], registry: Registry) -> dict[str, float]:
    """Measure how much pairs of syllables that an article says tell of each of `documents`, by id.

    A pair counts the less, the more titles of the registry have it (one over the root of their number),
    and the more of `documents`. A title or alias that was said as a whole counts as one at least.
    """
    counts = _frequencies(registry)
    shared = Counter(pair for document in documents for pair in said & frozenset().union(*_titles(document)))

    def score(title: frozenset[str]) -> float:
        common = sum(1 / (math.sqrt(counts[pair]) * shared[pair]) for pair in said & title)
        return max(common, 1.0) if title and title <= said else common

    return {
        document.canonical_id: max((score(title) for title in _titles(document)), default=0.0)
        for document in documents
    }


def sentence(text: str, start: int, end: int) -> str:
    """Give what stands around `start:end` in its sentence, at most a few hundred characters."""
    left = text[max(0, start - _AROUND) : start]
    right = text[end : end + _AROUND]
    left = left[max(left.rfind("\n"), left.rfind(". ")) + 1 :]
    stop = _SENTENCE_END.search(right)
    return f"{left} | {right[: stop.start()] if stop else right}"


@lru_cache(maxsize=8192)
def canonical_issuer(written: str) -> tuple[str, str]:
    """Give (canonical name, level) of an issuer as an article writes it; a local one keeps its place.

    >>> canonical_issuer("Bộ trưởng Bộ Y tế"), canonical_issuer("UBND huyện Mường La")
    (('Bộ Y tế', 'ministry'), ('Ủy ban nhân dân huyện mường la', 'local'))
    """
    if not written:
        return "", ""
    low = fold_case(normalize(written).text)
    best, found, end = "", ("", ""), 0
    for issuer in issuers():
        for form in (fold_case(issuer.name), *issuer.forms):
            at = low.find(form) if len(form) > len(best) else -1
            if at >= 0 and _is_whole(low, at, at + len(form)):
                best, found, end = form, (issuer.name, issuer.level), at + len(form)
    if found[1].endswith("local"):
        return " ".join((found[0], *_WORD.findall(low[end:]))), found[1]
    return found if best else (written, "other")


def _is_whole(low: str, start: int, end: int) -> bool:
    return not low[max(0, start - 1) : start].isalnum() and not low[end : end + 1].isalnum()


def as_number(term: str) -> int:
    """Read a term in Roman or Arabic digits; 0 when it is neither.

    >>> as_number("XIV"), as_number("12")
    (14, 12)
    """
    if term.isdigit():
        return int(term)
    total = 0
    values = [_ROMAN.get(letter, 0) for letter in term.lower()]
    for value, following in zip(values, [*values[1:], 0][: len(values)], strict=True):
        total += -value if value < following else value
    return total if all(values) else 0
