"""The learned tagger: features of an article in, scored names of organisations and people out."""

from __future__ import annotations

import bisect
import io
import itertools
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from khkt_nlp.arrays import Ints, Keys, Singles, read_arrays
from khkt_nlp.article.normalization import View
from khkt_nlp.errors import DataError
from khkt_nlp.names import confidence, features, stretches
from khkt_nlp.names.consistency import reconcile
from khkt_nlp.names.models import RawName, Tagged
from khkt_nlp.names.spellings import OFFSETS, Spellings, Vocabulary
from khkt_nlp.names.tokens import PAD, Tokens, tokenize
from khkt_nlp.names.weights import Weights

OUTSIDE = "O"
WEIGHTS, META = "weights.npz", "meta.json"
# shows the lead itself
UNCALIBRATED = ((-100.0, -100.0), (100.0, 100.0))
LABELS = ("ORG", "PERSON")


@dataclass(frozen=True, slots=True, eq=False)
class Tagger:
    """A linear-chain model over the features of `khkt_nlp.names.features`.

    `labels`: in the order of their numbers. `single`: what each attribute adds to each label at each place
    of the window, (offsets, rows, labels). `keys`, `joint`: the joint features, and what they add,
    (features, labels). `transition`: (labels, labels), from row to column. `calibration`: (lead of a name
    over its changes, share of such names that were exactly right), ascending.
    """

    vocabulary: Vocabulary
    labels: tuple[str, ...]
    single: Singles
    keys: Keys
    joint: Singles
    transition: Singles
    calibration: tuple[tuple[float, float], ...] = UNCALIBRATED
    weights: Weights = field(init=False, repr=False)
    spellings: Spellings = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Lay out the weights, and make the cache of spellings."""
        weights = Weights(self.single, self.vocabulary.bases, self.keys, self.joint)
        object.__setattr__(self, "weights", weights)
        object.__setattr__(self, "spellings", Spellings(self.vocabulary, weights.of_spellings))
        # many at once are learned much faster than a few an article
        self.spellings.read(list(self.vocabulary.clusters))

    def find(self, views: Sequence[View]) -> list[list[RawName]]:
        """Find the names of each text, in text order; offsets are code points into `view.source`."""
        articles = [tokenize(view) for view in views]
        return [
            locate(view, tokens, reconcile(tokens.words, tagged))
            for view, tokens, tagged in zip(views, articles, self.tag(articles), strict=True)
        ]

    def tag(self, articles: Sequence[Tokens]) -> list[list[Tagged]]:
        """Find the names among the tokens of each article, each by what stands around it alone.

        Articles are read together, for most of what a short one takes is the start of each step.
        """
        tagged: list[list[Tagged]] = [[] for _ in articles]
        lengths = [last - first for article in articles for first, last in article.bounds]
        if not lengths:
            return tagged
        extracted = features.extract(articles, self.spellings)
        places = extracted.places
        scores = self.weights.emissions(extracted.sums, extracted.columns)[places - PAD]
        numbers = stretches.viterbi(scores, self.transition, np.array(lengths))
        found = _spans(numbers, self.labels, lengths)
        begins = list(itertools.accumulate((len(article.words) for article in articles), initial=0))
        shares = self._shares(scores, np.searchsorted(places, begins), found)
        for (first, last, label), share in zip(found, shares, strict=True):
            start, end = int(places[first]), int(places[last - 1]) + 1
            at = bisect.bisect_right(begins, start) - 1
            tagged[at].append(Tagged(start - begins[at], end - begins[at], label, share))
        return tagged

    def _shares(self, scores: Singles, edges: Ints, found: Sequence[tuple[int, int, str]]) -> list[float]:
        """Estimate for each name how probable it is that span and label are exactly right.

        `edges`: where an article begins or ends.
        """
        number = {label: at for at, label in enumerate(self.labels)}
        kinds = {label[2:]: (number[f"B-{label[2:]}"], number[f"I-{label[2:]}"]) for label in self.labels[1:]}
        leads = confidence.Leads(
            scores, set(edges.tolist()), self.transition, number[OUTSIDE], list(kinds.values())
        )
        raw = [leads.of(first, last, kinds[label]) for first, last, label in found]
        points, shares = zip(*self.calibration, strict=True)
        return [round(share, 4) for share in np.interp(raw, points, shares).tolist()]

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
            vocabulary = Vocabulary.of(meta["words"], meta["clusters"])
            single = np.zeros((len(OFFSETS), vocabulary.size, len(labels)), dtype=np.float32)
            arrays = read_arrays(files[WEIGHTS], WEIGHTS)
            single.ravel()[arrays["single_at"]] = arrays["single"]
            keys, joint, transition = (arrays[name] for name in ("keys", "joint", "transition"))
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise DataError(f"This is not a saved tagger of names ({error}); train it again.") from error
        return cls(vocabulary, labels, single, keys, joint, transition, calibration)


def locate(view: View, tokens: Tokens, tagged: Iterable[Tagged]) -> list[RawName]:
    """Give names in the `tokens` of `view` their offsets in `view.source`."""
    return [
        RawName(*view.to_source(*tokens.span(name.first, name.last)), name.label, name.score)
        for name in tagged
    ]


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
