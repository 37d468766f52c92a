"""What the detector looks at: the words at, before and after a candidate, and the cues around it.

Each feature is a string; its first word names the template. Templates are about the head (`h`, `w`), the
words on its left (`l`, `L`) and right (`R`), the governing cue of the sentence (`c`), the cue inherited
from earlier sentences (`i`), and the sentence and the one before (`S`, `P`, `b`, `e`, `n`).
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from khkt_nlp.recommendations.candidates import BOUNDARY, Candidate
from khkt_nlp.recommendations.cues import CueMatch
from khkt_nlp.recommendations.frames import frames
from khkt_nlp.recommendations.lexicon import heads, word_classes
from khkt_nlp.recommendations.scan import Scan

_BUCKETS = (1, 2, 3, 5, 8, 12, 20, 35)
_LEFT, _RIGHT = 8, 12
_CARRIED = frozenset(["report", "weak", "header", "court", "past", "plan", "modal"])


# what a sentence is judged by besides its words: these templates of its candidates
_OF_CANDIDATES = frozenset("F Fs h hc ho ck co k lk cg cm".split())


def bucket(value: int) -> int:
    """Put a count into one of nine steps, finer for small ones."""
    for step, limit in enumerate(_BUCKETS):
        if value < limit:
            return step
    return len(_BUCKETS)


def extract(
    scan: Scan, candidates: Sequence[Candidate], cues: Sequence[Sequence[CueMatch]]
) -> tuple[list[list[str]], dict[int, list[str]]]:
    """Give the features of each candidate, and what the candidates of a sentence share.

    `cues` are those of each sentence.
    """
    rows: list[list[str]] = []
    by_sentence: dict[int, list[str]] = {}
    number = -1
    readings: list[tuple[int, int]] = []
    named = _frames(scan, candidates)
    for candidate, frame in zip(candidates, named, strict=True):
        if candidate.sentence != number:
            number = candidate.sentence
            first, stop = scan.sentences[number]
            by_sentence[number] = _sentence(scan, cues, number)
            readings = [(first + at, found) for at, found in word_classes(scan.words[first:stop])]
        own = _words(scan, candidate) + _cues(scan, candidate) + _classes(candidate, readings)
        rows.append(own + _framed(scan, candidate, frame))
    return rows, by_sentence


def sentence_bags(
    scan: Scan,
    candidates: Sequence[Candidate],
    rows: Sequence[Sequence[str]],
    shared: Mapping[int, Sequence[str]],
) -> dict[int, set[str]]:
    """Give for each sentence that has candidates its words and their pairs, and what its candidates show."""
    bags: dict[int, set[str]] = {}
    for candidate, row in zip(candidates, rows, strict=True):
        number = candidate.sentence
        if number not in bags:
            first, stop = scan.sentences[number]
            words = scan.words[first:stop]
            bags[number] = {f"u {word}" for word in words}
            bags[number].update([f"b {word} {following}" for word, following in itertools.pairwise(words)])
            bags[number].update(shared[number])
        bags[number].update([name for name in row if name[: name.index(" ")] in _OF_CANDIDATES])
    return bags


def _frames(scan: Scan, candidates: Sequence[Candidate]) -> list[str]:
    groups = itertools.groupby(candidates, key=lambda candidate: candidate.sentence)
    return [frame for _, group in groups for frame in frames(scan, list(group))]


def _framed(scan: Scan, candidate: Candidate, frame: str) -> list[str]:
    words = scan.words
    at = candidate.at
    second = words[at + 1] if at + 1 < len(words) else ""
    strength = heads().weigh(words[at], f"{words[at]} {second}")
    phrase = candidate.cue.cue.phrase if candidate.cue is not None else "-"
    return [f"F {frame}", f"Fs {frame} {strength}", f"Fc {frame} {phrase}", f"Fw {frame} {words[at]}"]


def _sentence(scan: Scan, cues: Sequence[Sequence[CueMatch]], number: int) -> list[str]:
    words = scan.words
    first, stop = scan.sentences[number]
    own = {match.cue for match in cues[number] if match.cue.kind != "condition"}
    found = [f"S {cue.kind} {cue.phrase}" for cue in own]
    if number:
        before = {match.cue for match in cues[number - 1] if match.cue.kind in _CARRIED}
        found += [f"P {cue.kind} {cue.phrase}" for cue in before]
        start, end = scan.sentences[number - 1]
        found += [f"pe {words[end - 1]}", f"pn {bucket(end - start)}"]
    last = words[stop - 1]
    found += [
        f"b1 {words[first]}",
        f"e1 {last if last in BOUNDARY else 'word'}",
        f"n {bucket(stop - first)}",
        f"line {min(number, 3)}",
    ]
    return found


def _words(scan: Scan, candidate: Candidate) -> list[str]:
    words = scan.words
    at, kind = candidate.at, candidate.kind
    first, stop = scan.sentences[candidate.sentence]
    head, second, third, fourth = (words[i] if i < stop else "" for i in range(at, at + 4))
    left, left2 = (words[i] if i >= first else "^" for i in (at - 1, at - 2))
    verbs = heads()
    strength = verbs.weigh(head, f"{head} {second}")
    opens = verbs.opens(head, f"{head} {second}")
    if kind == "modal":
        strength = verbs.weigh(second, f"{second} {third}")
        if head in ("không", "cần"):
            strength = max(strength, verbs.weigh(third, f"{third} {fourth}"))
    capital = scan.is_capital(at)
    found = [
        f"k {kind}",
        f"h {kind} {strength}",
        f"h2 {opens} {left}",
        f"w0 {head}",
        f"w01 {head} {second}",
        f"kw {kind} {head} {second}",
        f"l1 {left}",
        f"l21 {left2} {left}",
        f"lw {left} {head}",
        f"lk {left} {kind}",
        f"o {kind} {min(candidate.order, 5)}",
        f"cap {capital} {kind} {left == '^'}",
        f"rest {bucket(stop - at)}",
        f"pos {bucket(at - first)} {kind}",
    ]
    cue = candidate.cue
    if cue is not None:
        gap = bucket(at - cue.stop)
        found += [
            f"hc {cue.cue.kind} {kind} {strength}",
            f"ho {cue.cue.kind} {kind} {opens} {capital}",
            f"hg {kind} {gap} {strength > 0}",
        ]
    found += [f"L {word}" for word in set(words[max(first, at - _LEFT) : at])]
    found += [f"R {word}" for word in set(words[at + 1 : min(stop, at + _RIGHT)])]
    return found


def _cues(scan: Scan, candidate: Candidate) -> list[str]:
    words = scan.words
    at, kind = candidate.at, candidate.kind
    first, stop = scan.sentences[candidate.sentence]
    cue, inherited = candidate.cue, candidate.inherited
    found: list[str] = []
    if cue is None:
        found.append(f"c - {kind}")
    else:
        phrase = cue.cue.phrase
        gap = bucket(at - cue.stop)
        before, before2 = (words[i] if i >= first else "^" for i in (cue.first - 1, cue.first - 2))
        after, after2 = (words[min(i, stop - 1)] for i in (cue.stop, cue.stop + 1))
        marks = sum(word in BOUNDARY for word in words[cue.stop : at])
        found += [
            f"c {phrase}",
            f"ck {phrase} {kind}",
            f"cg {kind} {gap}",
            f"co {cue.cue.kind} {kind} {gap}",
            f"cpg {phrase} {gap}",
            f"cb {before} {phrase}",
            f"cb2 {before2} {before} {cue.cue.force}",
            f"cl {phrase} {words[at - 1] if at > first else '^'}",
            f"ca {phrase} {after}",
            f"ca2 {after} {after2}",
            f"cm {min(marks, 4)} {kind}",
        ]
        if cue.stop < at:
            found.append(f"near {scan.is_capital(cue.stop)} {scan.is_capital(at - 1)} {kind}")
    if inherited is None:
        found.append(f"i - {kind}")
    else:
        found += [
            f"i {inherited.cue.phrase} {kind}",
            f"id {inherited.cue.force} {candidate.distance} {kind}",
            f"ik {inherited.cue.kind} {candidate.distance} {words[at - 1] if at > first else '^'}",
        ]
    return found


def _classes(candidate: Candidate, readings: Sequence[tuple[int, int]]) -> list[str]:
    at, kind = candidate.at, candidate.kind
    left = [found for index, found in readings if at - 10 <= index < at]
    right = [found for index, found in readings if at <= index < at + 14]
    found = [f"RC {number}" for number in set(right[1:])] + [f"LC {number}" for number in set(left)]
    head = right[0] if right else ""
    second = right[1] if len(right) > 1 else ""
    found += [
        f"HC {head} {kind}",
        f"HC2 {head} {second}",
        f"MC {kind} {second}",
        f"LC1 {left[-1] if left else '^'} {kind}",
        f"LC2 {' '.join(map(str, left[-2:]))} {kind}",
    ]
    return found
