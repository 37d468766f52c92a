"""Where a clause that begins at an accepted candidate ends, as the annotation guide has it."""

from __future__ import annotations

from collections.abc import Sequence

from khkt_nlp.recommendations.asides import aside_start
from khkt_nlp.recommendations.candidates import Candidate
from khkt_nlp.recommendations.lexicon import closes_role, roles
from khkt_nlp.recommendations.scan import BOUNDARY, Scan

_TRAIL = " \t\n.,;:…!?-–—”\"’'»*+•/"
_BEFORE_CONDITION = BOUNDARY | {"và", "còn"}


def clause_ends(scan: Scan, accepted: Sequence[Candidate]) -> list[tuple[int, int]]:
    """Give for each accepted candidate, in order, its clause as offsets into the normalised text.

    >>> from khkt_nlp.recommendations.batch import Batch
    >>> from khkt_nlp.recommendations.candidates import find_candidates
    >>> from khkt_nlp.recommendations.scan import scan
    >>> text = scan("Sở cần mở lớp tập huấn và phải xây dựng kế hoạch, vì vốn còn ít.")
    >>> (candidates,) = find_candidates(Batch([text]))
    >>> accepted = [one for one in candidates if one.kind == "modal"]
    >>> [text.text[start:end] for start, end in clause_ends(text, accepted)]
    ['cần mở lớp tập huấn', 'phải xây dựng kế hoạch']
    """
    clauses: list[tuple[int, int]] = []
    for index, candidate in enumerate(accepted):
        _, stop = scan.sentences[candidate.sentence]
        following = accepted[index + 1] if index + 1 < len(accepted) else None
        if following is not None and following.sentence == candidate.sentence:
            stop = _cut_before(scan.words, candidate, following)
        stop = aside_start(scan, candidate.at, stop)
        start = scan.starts[candidate.at]
        clauses.append((start, _trim(scan.text, start, scan.ends[max(stop - 1, candidate.at)])))
    return clauses


def _cut_before(words: Sequence[str], candidate: Candidate, following: Candidate) -> int:
    """Give the word where a clause ends that another clause of its sentence follows.

    The following clause takes along what introduces it: its own cue with the addressee, its subject, or
    the words that join the two.
    """
    at = following.at
    if following.kind != "boundary" and following.cue is not None and following.cue.first > candidate.at:
        at = following.cue.first
    lowest = candidate.at + 1
    cut = at
    while cut > lowest and words[cut - 1] not in BOUNDARY and words[cut - 1] not in ("và", "hoặc"):
        cut -= 1
    if cut == lowest and words[cut - 1] not in BOUNDARY:
        cut = at
    if "thì" in words[cut:at]:
        cut = _condition(words, lowest, cut)
    while size := _joining(words, lowest, cut):
        cut -= size
    return cut


def _condition(words: Sequence[str], first: int, stop: int) -> int:
    """Give the word before `stop` where the condition begins of what follows: `…, nếu A, B thì phải C`."""
    for index in range(stop - 1, first, -1):
        if words[index] in roles()["condition"] and words[index - 1] in _BEFORE_CONDITION:
            return index
    return stop


def _joining(words: Sequence[str], first: int, stop: int) -> int:
    """Give how many words before `stop`, none before `first`, are a mark or join two clauses."""
    if stop > first and words[stop - 1] in BOUNDARY:
        return 1
    return closes_role(words, first, stop, "joins")


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in _TRAIL:
        end -= 1
    # a bracket or a quotation that was opened inside is closed inside
    inside = text[start:end]
    for opening, closing in ("()", "“”"):
        if inside.count(opening) > inside.count(closing) and text[end : end + 1] == closing:
            end += 1
    return end
