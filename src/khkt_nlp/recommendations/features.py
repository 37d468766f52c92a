"""What the detector looks at: the words at, before and after a candidate, and the cues around it.

Each feature is a string; its first word names the template. Templates are about the head (`h`, `w`), the
words on its left (`l`, `L`) and right (`R`), the governing cue of the sentence (`c`), the cue inherited
from earlier sentences (`i`), and the sentence and the one before (`S`, `P`, `b`, `e`, `n`).
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from khkt_nlp.recommendations.candidates import BOUNDARY, Candidate
from khkt_nlp.recommendations.cues import CueMatch
from khkt_nlp.recommendations.frames import frames
from khkt_nlp.recommendations.lexicon import heads, word_classes
from khkt_nlp.recommendations.scan import Scan

_BUCKETS = (1, 2, 3, 5, 8, 12, 20, 35)
_LEFT, _RIGHT = 8, 12
_CARRIED = frozenset(["report", "weak", "header", "court", "past", "plan", "modal"])


def bucket(value: int) -> int:
    """Put a count into one of nine steps, finer for small ones."""
    for step, limit in enumerate(_BUCKETS):
        if value < limit:
            return step
    return len(_BUCKETS)


class Features:
    """The features of the candidates of one text: the brief ones at once, the rest when they are asked for.

    `brief`: of each candidate, by which most can be ruled out. `shared`: of each sentence with candidates,
    what they have in common. `cues` are those of each sentence.
    """

    def __init__(
        self, scan: Scan, candidates: Sequence[Candidate], cues: Sequence[Sequence[CueMatch]]
    ) -> None:
        self._scan = scan
        self._cues = cues
        self._candidates = candidates
        self._readings: dict[int, list[tuple[int, int]]] = {}
        groups = [list(group) for _, group in itertools.groupby(candidates, key=lambda one: one.sentence)]
        self._frames = [frame for group in groups for frame in frames(scan, group)]
        self._members: dict[int, list[int]] = {}
        for index, candidate in enumerate(candidates):
            self._members.setdefault(candidate.sentence, []).append(index)
        self.shared = {group[0].sentence: _sentence(scan, cues, group[0].sentence) for group in groups}
        self.brief = [_brief(scan, one, frame) for one, frame in zip(candidates, self._frames, strict=True)]

    def rest(self, index: int) -> list[str]:
        """Give the features of candidate `index` that are neither brief nor shared."""
        candidate = self._candidates[index]
        readings = self._reading(candidate.sentence)
        ahead = _ahead(candidate, self._cues[candidate.sentence])
        return _rest(self._scan, candidate, self._frames[index]) + _classes(candidate, readings) + ahead

    def full(self, index: int) -> list[str]:
        """Give all features of candidate `index`."""
        return self.shared[self._candidates[index].sentence] + self.brief[index] + self.rest(index)

    def bag(self, number: int) -> set[str]:
        """Give what sentence `number` is judged by: its words, their pairs, and what its candidates show."""
        first, stop = self._scan.sentences[number]
        words = self._scan.words[first:stop]
        bag = {f"u {word}" for word in words}
        bag.update([f"b {word} {following}" for word, following in itertools.pairwise(words)])
        bag.update(self.shared[number])
        for index in self._members[number]:
            bag.update(self.brief[index])
        return bag

    def _reading(self, number: int) -> list[tuple[int, int]]:
        if number not in self._readings:
            first, stop = self._scan.sentences[number]
            found = word_classes(self._scan.words[first:stop])
            self._readings[number] = [(first + at, name) for at, name in found]
        return self._readings[number]


def _sentence(scan: Scan, cues: Sequence[Sequence[CueMatch]], number: int) -> list[str]:
    words = scan.words
    first, stop = scan.sentences[number]
    own = dict.fromkeys(match.cue for match in cues[number] if match.cue.kind != "condition")
    found = [f"S {cue.kind} {cue.phrase}" for cue in own]
    if number:
        before = dict.fromkeys(match.cue for match in cues[number - 1] if match.cue.kind in _CARRIED)
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


def _brief(scan: Scan, candidate: Candidate, frame: str) -> list[str]:
    words = scan.words
    at, kind, cue, inherited = candidate.at, candidate.kind, candidate.cue, candidate.inherited
    first, stop = scan.sentences[candidate.sentence]
    head, second, third, fourth = (words[i] if i < stop else "" for i in range(at, at + 4))
    left = words[at - 1] if at > first else "^"
    verbs = heads()
    pair = f"{head} {second}"
    strength = verbs.weigh(head, pair)
    opens = verbs.opens(head, pair)
    found = [f"Fs {frame} {strength}"]
    if kind == "modal":
        strength = verbs.weigh(second, f"{second} {third}")
        if head in ("không", "cần"):
            strength = max(strength, verbs.weigh(third, f"{third} {fourth}"))
    found += [
        f"F {frame}",
        f"k {kind}",
        f"h {kind} {strength}",
        f"h2 {opens} {left}",
        f"w01 {pair}",
        f"lk {left} {kind}",
    ]
    if cue is None:
        found.append(f"c - {kind}")
    else:
        phrase, role = cue.cue.phrase, cue.cue.kind
        gap = bucket(at - cue.stop)
        found += [
            f"hc {role} {kind} {strength}",
            f"ho {role} {kind} {opens} {scan.is_capital(at)}",
            f"hg {kind} {gap} {strength > 0}",
            f"ck {phrase} {kind}",
            f"cg {kind} {gap}",
            f"co {role} {kind} {gap}",
        ]
    if inherited is None:
        found.append(f"i - {kind}")
    else:
        found += [
            f"i {inherited.cue.phrase} {kind}",
            f"id {inherited.cue.force} {candidate.distance} {kind}",
        ]
    return found


def _rest(scan: Scan, candidate: Candidate, frame: str) -> list[str]:
    words = scan.words
    at, kind, cue, inherited = candidate.at, candidate.kind, candidate.cue, candidate.inherited
    first, stop = scan.sentences[candidate.sentence]
    head = words[at]
    second = words[at + 1] if at + 1 < stop else ""
    left, left2 = (words[i] if i >= first else "^" for i in (at - 1, at - 2))
    found = [
        f"Fw {frame} {head}",
        f"Fc {frame} {cue.cue.phrase if cue is not None else '-'}",
        f"w0 {head}",
        f"kw {kind} {head} {second}",
        f"l1 {left}",
        f"l21 {left2} {left}",
        f"lw {left} {head}",
        f"o {kind} {min(candidate.order, 5)}",
        f"cap {scan.is_capital(at)} {kind} {left == '^'}",
        f"rest {bucket(stop - at)}",
        f"pos {bucket(at - first)} {kind}",
    ]
    found += [f"L {word}" for word in dict.fromkeys(words[max(first, at - _LEFT) : at])]
    found += [f"R {word}" for word in dict.fromkeys(words[at + 1 : min(stop, at + _RIGHT)])]
    if cue is not None:
        phrase = cue.cue.phrase
        before, before2 = (words[i] if i >= first else "^" for i in (cue.first - 1, cue.first - 2))
        after, after2 = (words[min(i, stop - 1)] for i in (cue.stop, cue.stop + 1))
        marks = sum(word in BOUNDARY for word in words[cue.stop : at])
        found += [
            f"c {phrase}",
            f"cpg {phrase} {bucket(at - cue.stop)}",
            f"cb {before} {phrase}",
            f"cb2 {before2} {before} {cue.cue.force}",
            f"cl {phrase} {left}",
            f"ca {phrase} {after}",
            f"ca2 {after} {after2}",
            f"cm {min(marks, 4)} {kind}",
        ]
        if cue.stop < at:
            found.append(f"near {scan.is_capital(cue.stop)} {scan.is_capital(at - 1)} {kind}")
    if inherited is not None:
        found.append(f"ik {inherited.cue.kind} {candidate.distance} {left}")
    return found


def _ahead(candidate: Candidate, cues: Sequence[CueMatch]) -> list[str]:
    """Say what a candidate that is itself a cue leads to: `đề xuất một số giải pháp …`."""
    own = next((match.cue for match in cues if match.first == candidate.at), None)
    if own is None:
        return []
    following = next((match for match in cues if match.first > candidate.at), None)
    if following is None:
        return [f"A {own.phrase} -"]
    gap = bucket(following.first - candidate.at)
    return [f"A {own.phrase} {following.cue.kind}", f"Ak {own.kind} {following.cue.phrase} {gap}"]


def _classes(candidate: Candidate, readings: Sequence[tuple[int, int]]) -> list[str]:
    at, kind = candidate.at, candidate.kind
    left = [found for index, found in readings if at - 10 <= index < at]
    right = [found for index, found in readings if at <= index < at + 14]
    found = [f"RC {number}" for number in dict.fromkeys(right[1:])]
    found += [f"LC {number}" for number in dict.fromkeys(left)]
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
