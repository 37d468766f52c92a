"""The learned tagger: features of an article in, scored names of organisations and people out."""

from __future__ import annotations

import bisect
import io
import itertools
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from khkt_nlp.article.normalization import View
from khkt_nlp.errors import DataError
from khkt_nlp.names import confidence, features
from khkt_nlp.names.consistency import Tagged, reconcile
from khkt_nlp.names.features import Features
from khkt_nlp.names.models import RawName
from khkt_nlp.names.spellings import OFFSETS, Floats, Ints, Spellings, Vocabulary
from khkt_nlp.names.tokens import Sentence, sentences
from khkt_nlp.names.weights import Weights
from khkt_nlp.sequence import decoding

OUTSIDE = "O"
WEIGHTS, META = "weights.npz", "meta.json"
# shows the lead itself
UNCALIBRATED = ((-100.0, -100.0), (100.0, 100.0))
LABELS = ("ORG", "PERSON")


@dataclass(frozen=True, slots=True, eq=False)
class Tagger:
    """A linear-chain model over the features of `khkt_nlp.names.features`.

    `labels`: in the order of their numbers. `single`: what each attribute adds to each label at each place
    of the window, (offsets, rows, labels). `joint`: what the joint features add, by their keys.
    `transition`: (labels, labels), from row to column. `calibration`: (lead of a name over its changes,
    share of such names that were exactly right), ascending.
    """

    vocabulary: Vocabulary
    labels: tuple[str, ...]
    single: Floats
    joint: Weights
    transition: Floats
    calibration: tuple[tuple[float, float], ...] = UNCALIBRATED
    spellings: Spellings = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Make the cache of spellings."""
        object.__setattr__(self, "spellings", Spellings(self.vocabulary, self.single))

    def find(self, view: View) -> list[RawName]:
        """Find names in a text, in text order; offsets are code points into `view.source`."""
        parts = sentences(view)
        return locate(view, parts, reconcile([part.words for part in parts], self.tag(parts)))

    def tag(self, parts: Sequence[Sentence]) -> list[Tagged]:
        """Find the names in the sentences of an article, each by what stands around it alone."""
        if not parts:
            return []
        scores = self.emissions(features.extract(parts, self.spellings))
        lengths = [len(part.words) for part in parts]
        numbers = decoding.viterbi(scores, self.transition, lengths)
        found = _spans(numbers, self.labels, lengths)
        return [Tagged(*span, share) for span, share in zip(found, self._shares(scores, found), strict=True)]

    def emissions(self, extracted: Features) -> Floats:
        """Add up the weights of the features of each token: (tokens, labels)."""
        scores: Floats = extracted.sums + self.joint.sum(extracted.joint)
        return scores

    def _shares(self, scores: Floats, found: Sequence[tuple[int, int, str]]) -> list[float]:
        """Estimate for each name how probable it is that span and label are exactly right."""
        if not found:
            return []
        number = {label: at for at, label in enumerate(self.labels)}
        kinds = {label[2:]: (number[f"B-{label[2:]}"], number[f"I-{label[2:]}"]) for label in self.labels[1:]}
        first, last = (np.array([span[side] for span in found]) for side in (0, 1))
        begin, inside = np.array([kinds[label] for _, _, label in found]).T
        spans = confidence.Spans(first, last, begin, inside)
        raw = confidence.leads(scores, self.transition, spans, number[OUTSIDE], list(kinds.values()))
        points = np.array(self.calibration)
        return [round(share, 4) for share in np.interp(raw, points[:, 0], points[:, 1]).tolist()]

    def to_files(self) -> dict[str, bytes]:
        """Give the contents of the files that hold the tagger; equal taggers give equal bytes."""
        meta = {
            "labels": self.labels,
            "calibration": self.calibration,
            "words": list(self.vocabulary.words),
            "clusters": self.vocabulary.clusters,
        }
        at = np.flatnonzero(self.single)
        buffer = io.BytesIO()
        np.savez_compressed(
            buffer,
            single_at=at.astype(np.int32),
            single=self.single.ravel()[at],
            keys=self.joint.keys,
            joint=self.joint.values,
            transition=self.transition,
        )
        return {WEIGHTS: buffer.getvalue(), META: json.dumps(meta, ensure_ascii=False).encode("utf-8")}

    @classmethod
    def from_files(cls, files: Mapping[str, bytes]) -> Tagger:
        """Read what `to_files` gave; raises `DataError` if it is something else."""
        try:
            meta = json.loads(files[META])
            labels = tuple(meta["labels"])
            calibration = tuple((float(raw), float(share)) for raw, share in meta["calibration"])
            vocabulary = Vocabulary.of(meta["words"], meta["clusters"])
            single = np.zeros((len(OFFSETS), vocabulary.size, len(labels)), dtype=np.float32)
            with np.load(io.BytesIO(files[WEIGHTS]), allow_pickle=False) as arrays:
                single.ravel()[arrays["single_at"]] = arrays["single"]
                joint = Weights.build(arrays["keys"], arrays["joint"])
                transition = arrays["transition"]
        except (OSError, ValueError, KeyError, TypeError, IndexError, EOFError, zipfile.BadZipFile) as error:
            raise DataError(f"This is not a saved tagger of names ({error}); train it again.") from error
        return cls(vocabulary, labels, single, joint, transition, calibration)


def locate(view: View, parts: Sequence[Sentence], tagged: Iterable[Tagged]) -> list[RawName]:
    """Give names in the words of `parts`, the sentences of `view`, their offsets in `view.source`."""
    firsts = list(itertools.accumulate((len(part.words) for part in parts), initial=0))
    found: list[RawName] = []
    for name in tagged:
        number = bisect.bisect(firsts, name.first) - 1
        span = parts[number].span(name.first - firsts[number], name.last - firsts[number])
        found.append(RawName(*view.to_source(*span), name.label, name.score))
    return found


def _spans(numbers: Ints, labels: Sequence[str], lengths: Sequence[int]) -> list[tuple[int, int, str]]:
    """Read the names off the numbers of `B-` and `I-` labels; none runs from one sentence into the next."""
    starts = set(itertools.accumulate(lengths, initial=0))
    found: list[tuple[int, int, str]] = []
    first, last, kind = 0, -1, ""
    for at in np.flatnonzero(numbers != labels.index(OUTSIDE)).tolist():
        mark, _, label = labels[numbers[at]].partition("-")
        if at == last and mark == "I" and label == kind and at not in starts:
            last += 1
            continue
        if kind in LABELS:
            found.append((first, last, kind))
        first, last, kind = at, at + 1, label
    if kind in LABELS:
        found.append((first, last, kind))
    return found
