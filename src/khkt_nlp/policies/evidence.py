"""Weighing evidence: who issued a document, in which term, when, and what it is about."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Sequence

from khkt_nlp.article.normalization import fold_case, normalize
from khkt_nlp.policies.registry import Document
from khkt_nlp.policies.tables import issuers, words

_ROMAN = {"i": 1, "v": 5, "x": 10}
_SYLLABLE = re.compile(r"[^\W\d_]+")


def same_issuer(a: str, level_a: str, b: str, level_b: str) -> bool:
    """Say whether two issuers may be one; an unknown one may be any of its level.

    `Trung ương Đảng` may be each body of the Party's centre.

    >>> same_issuer("Trung ương Đảng", "party_central", "Bộ Chính trị", "party_central")
    True
    """
    if not a or not b:
        return not level_a or not level_b or level_a == level_b
    return a == b or (level_a == level_b == "party_central" and "Trung ương Đảng" in (a, b))


def issued(document: Document) -> dt.date:
    """Give the date of issue; the end of its year where only that is known, so that it never is too early."""
    if document.issued_date:
        return dt.date.fromisoformat(document.issued_date)
    return dt.date(int(document.year), 12, 31) if document.year else dt.date.min


def about(subjects: Sequence[str], candidate: Document) -> float:
    """Measure how much what an article says of a document shares with its title, in pairs of syllables.

    Pairs that many titles have (`sửa đổi`, `phát triển`) do not count; 0 is nothing in common.
    """
    if not subjects:
        return 0.0
    said = set().union(*(_pairs(subject) for subject in subjects))
    return max(
        (_shared(said, _pairs(title)) for title in (candidate.title, *candidate.aliases) if title),
        default=0.0,
    )


def _shared(said: set[str], title: set[str]) -> float:
    common = said & title
    if not common:
        return 0.0
    return len(common) + (3.0 if title <= said or said <= title else 0.0)


def _pairs(text: str) -> set[str]:
    """Give the pairs of neighbouring syllables of a text without those of any official title."""
    syllables = _SYLLABLE.findall(fold_case(normalize(text).text))
    common, glue = words("subject_common"), words("subject_glue")
    pairs = {f"{a} {b}" for a, b in itertools.pairwise(syllables)}
    return {pair for pair in pairs if pair not in common and not set(pair.split()) & glue}


def canonical_issuer(written: str) -> tuple[str, str]:
    """Give (canonical name, level) of an issuer as an article writes it.

    >>> canonical_issuer("Bộ trưởng Bộ Y tế"), canonical_issuer("UBND huyện Mường La")
    (('Bộ Y tế', 'ministry'), ('UBND huyện Mường La', 'local'))
    """
    if not written:
        return "", ""
    low = fold_case(normalize(written).text)
    best, found = "", ("", "")
    for issuer in issuers():
        for form in (fold_case(issuer.name), *issuer.forms):
            if len(form) > len(best) and re.search(rf"(?<![^\W_]){re.escape(form)}(?![^\W_])", low):
                best, found = form, (issuer.name, issuer.level)
    if not best:
        return written, "other"
    return (written, found[1]) if found[1].endswith("local") else found


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
