"""Where a clause that begins at an accepted candidate ends, as the annotation guide has it."""

from __future__ import annotations

from collections.abc import Sequence

from khkt_nlp.recommendations.candidates import Candidate
from khkt_nlp.recommendations.scan import BOUNDARY, Scan

# what these words open is no part of the action: a reason, or a contrast
_ASIDES = frozenset(["vì", "bởi", "do", "nhưng", "song"])
_NO_ASIDE = frozenset(["vậy", "thế", "đó"])
# after a closing mark these name who is quoted: `…”, ông Bình nói`
_SPEAKERS = frozenset(
    [
        "ông",
        "bà",
        "đồng",
        "anh",
        "chị",
        "đại",
        "bộ",
        "phó",
        "thủ",
        "chủ",
        "ts",
        "gs",
        "pgs",
        "thứ",
        "giám",
        "luật",
        "theo",
    ]
)
_CLOSING = frozenset("”\"’'")
_DASHES = frozenset("-–—")
_TRAIL = " \t\n.,;:…!?-–—”\"’'»*+•/"
_JOINERS = frozenset(
    ["và", "hoặc", "đồng", "thời", "cũng", "như", "trong", "đó", "mặt", "khác", "bên", "cạnh", "ngoài", "ra"]
)


def clause_ends(scan: Scan, accepted: Sequence[Candidate]) -> list[tuple[int, int]]:
    """Give for each accepted candidate, in order, its clause as offsets into the normalised text.

    >>> from khkt_nlp.recommendations.candidates import find_candidates
    >>> from khkt_nlp.recommendations.scan import scan
    >>> text = scan("Sở cần mở lớp tập huấn và phải xây dựng kế hoạch, vì vốn còn ít.")
    >>> candidates, _ = find_candidates(text)
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
        stop = _without_asides(scan, candidate.at + 2, stop)
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
    while cut > lowest and (words[cut - 1] in BOUNDARY or words[cut - 1] in _JOINERS):
        cut -= 1
    return cut


def _without_asides(scan: Scan, first: int, stop: int) -> int:
    """Give the word, from `first`, where a reason, a contrast or the name of the speaker begins."""
    words = scan.words
    for index in range(first, stop - 1):
        word, following = words[index], words[index + 1]
        if word in _ASIDES and following not in _NO_ASIDE and words[index - 1] in BOUNDARY:
            return index
        if word in _CLOSING or word in _DASHES:
            after = index + 1
            while after < stop - 1 and (words[after] in BOUNDARY or words[after] in _DASHES):
                after += 1
            spaced = scan.starts[index] > scan.ends[index - 1]
            if words[after] in _SPEAKERS and (word in _CLOSING or spaced):
                return index
    return stop


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in _TRAIL:
        end -= 1
    # a bracket or a quotation that was opened inside is closed inside
    inside = text[start:end]
    for opening, closing in ("()", "“”"):
        if inside.count(opening) > inside.count(closing) and text[end : end + 1] == closing:
            end += 1
    return end
