"""The learned tagger: features of an article in, scored names of organisations and people out."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from khkt_nlp.article.normalization import View
from khkt_nlp.errors import DataError
from khkt_nlp.names import features
from khkt_nlp.names.features import Features, Ints, Vocabulary
from khkt_nlp.names.models import RawName
from khkt_nlp.names.tokens import sentences
from khkt_nlp.sequence import decoding

Floats = NDArray[np.float32]

OUTSIDE = "O"
WEIGHTS, META = "weights.npz", "meta.json"
LABELS = ("ORG", "PERSON")
# the probability of a name is computed in a window: what is further away hardly moves it
_CONTEXT = 3


@dataclass(frozen=True, slots=True, eq=False)
class Tagger:
    """A linear-chain model over the features of `khkt_nlp.names.features`.

    `labels`: in the order of their numbers. `single`: what each attribute adds to each label at each place
    of the window, (offsets, rows, labels). `keys`: the keys of joint features in ascending order; `joint[i]`
    is what `keys[i]` adds, the last row is zero. `transition`: (labels, labels), from row to column.
    `calibration`: (raw score, share of such names that were exactly right) in ascending order.
    """

    vocabulary: Vocabulary
    labels: tuple[str, ...]
    single: Floats
    keys: Ints
    joint: Floats
    transition: Floats
    calibration: tuple[tuple[float, float], ...] = ((0.0, 0.0), (1.0, 1.0))

    def find(self, view: View) -> list[RawName]:
        """Find names in a text, in text order; offsets are code points into `view.source`."""
        parts = sentences(view)
        if not parts:
            return []
        extracted = features.extract(parts, self.vocabulary)
        scores = self.emissions(extracted)
        lengths = [len(part.words) for part in parts]
        numbers = decoding.viterbi(scores, self.transition, lengths)
        spans = _spans([self.labels[number] for number in numbers.tolist()], lengths)
        found = [span for span in spans if span[2] in LABELS]
        probabilities = self._probabilities(scores, numbers, found, lengths)
        starts = [start for part in parts for start in part.starts]
        ends = [end for part in parts for end in part.ends]
        return [
            RawName(*view.to_source(starts[first], ends[last - 1]), label, round(float(score), 4))
            for (first, last, label), score in zip(found, probabilities, strict=True)
        ]

    def emissions(self, extracted: Features) -> Floats:
        """Add up the weights of the features of each token: (tokens, labels)."""
        scores: Floats = sum(
            table[rows].sum(axis=1) for table, rows in zip(self.single, extracted.single, strict=True)
        )
        rows = np.searchsorted(self.keys, extracted.joint)
        rows[self.keys[rows] != extracted.joint] = -1
        scores += self.joint[rows].sum(axis=0)
        return scores

    def _probabilities(
        self, scores: Floats, numbers: Ints, found: Sequence[tuple[int, int, str]], lengths: Sequence[int]
    ) -> Floats:
        """Estimate for each name how probable it is that span and label are exactly right."""
        if not found:
            return np.zeros(0, dtype=np.float32)
        closes = np.cumsum(lengths)
        opens = closes - lengths
        index = np.searchsorted(closes, [first for first, _, _ in found], side="right")
        left = np.maximum(opens[index], np.array([first for first, _, _ in found]) - _CONTEXT)
        right = np.minimum(closes[index], np.array([last for _, last, _ in found]) + _CONTEXT)
        sizes = right - left
        where = np.concatenate([np.arange(a, b) for a, b in zip(left, right, strict=True)])
        marginals = decoding.marginals(scores[where], self.transition, sizes)
        chosen = marginals[np.arange(len(where)), numbers[where]]
        offsets = np.cumsum(sizes) - sizes - left
        raw = [
            chosen[offset + max(first - 1, begin) : offset + min(last + 1, end)].min()
            for (first, last, _), offset, begin, end in zip(found, offsets, left, right, strict=True)
        ]
        points = np.array(self.calibration)
        calibrated: Floats = np.interp(raw, points[:, 0], points[:, 1]).astype(np.float32)
        return calibrated

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
            keys=self.keys,
            joint=self.joint,
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
            vocabulary = make_vocabulary(meta["words"], meta["clusters"])
            single = np.zeros((len(features.OFFSETS), vocabulary.size, len(labels)), dtype=np.float32)
            with np.load(io.BytesIO(files[WEIGHTS]), allow_pickle=False) as arrays:
                single.ravel()[arrays["single_at"]] = arrays["single"]
                keys, joint, transition = arrays["keys"], arrays["joint"], arrays["transition"]
        except (OSError, ValueError, KeyError, TypeError, IndexError, EOFError, zipfile.BadZipFile) as error:
            raise DataError(f"This is not a saved tagger of names ({error}); train it again.") from error
        return cls(vocabulary, labels, single, keys, joint, transition, calibration)


def _spans(labels: Sequence[str], lengths: Sequence[int]) -> list[tuple[int, int, str]]:
    """Read the spans off `B-` and `I-` labels; none runs from one sentence into the next."""
    found: list[tuple[int, int, str]] = []
    begin = 0
    for length in lengths:
        at, end = begin, begin + length
        while at < end:
            label = labels[at][2:]
            last = at + 1
            if label:
                while last < end and labels[last] == f"I-{label}":
                    last += 1
                found.append((at, last, label))
            at = last
        begin = end
    return found


def make_vocabulary(words: Sequence[str], clusters: Mapping[str, Sequence[int]]) -> Vocabulary:
    """Make the vocabulary that numbers `words` in their order; `clusters`: spelling → three numbers."""
    numbered = {word: number for number, word in enumerate(words, 2)}
    return Vocabulary(numbered, {word: (a, b, c) for word, (a, b, c) in clusters.items()})
