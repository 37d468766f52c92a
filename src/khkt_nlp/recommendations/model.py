"""The learned weights: how they score, and how they are stored, arrays in `.npz` and the rest in JSON."""

from __future__ import annotations

import io
import json
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from khkt_nlp.errors import DataError
from khkt_nlp.recommendations.models import Force
from khkt_nlp.recommendations.taxonomy import Taxonomy, parse_taxonomy

Floats = NDArray[np.float32]

FORCES: tuple[Force, ...] = ("proposal", "directive", "need")
_ARRAYS, _META = "weights.npz", "model.json"
FILES = (_ARRAYS, _META)
_VERSION = 1


def sigmoid(value: float) -> float:
    """Turn a log-odds into a probability.

    >>> sigmoid(0.0)
    0.5
    """
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, value))))


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Scores of binary features for one or more classes: one row of `weights` for each feature of `index`."""

    index: Mapping[str, int]
    weights: Floats
    bias: Floats

    def score(self, features: Sequence[str], *, norm: bool = False) -> Floats:
        """Give the sum of the known features' rows; with `norm`, as of a feature vector of length one."""
        rows = [row for name in dict.fromkeys(features) if (row := self.index.get(name)) is not None]
        if not rows:
            return self.bias
        total: Floats = self.weights[rows].sum(axis=0)
        if norm:
            total = total / np.float32(math.sqrt(len(rows)))
        return self.bias + total


@dataclass(frozen=True, slots=True)
class BinaryModel:
    """Scores of binary features for a yes or no: plain numbers, which for few features are the fastest."""

    weights: Mapping[str, float]
    bias: float

    def total(self, features: Sequence[str]) -> float:
        """Give the sum of the weights of `features`, without the bias."""
        get = self.weights.get
        return sum([get(name, 0.0) for name in features])

    def score(self, features: Collection[str]) -> float:
        """Give the score of different features as of a vector of length one."""
        get = self.weights.get
        known = [weight for name in features if (weight := get(name)) is not None]
        # the exact sum: that of a set must not depend on its order
        return self.bias + math.fsum(known) / math.sqrt(max(len(known), 1))


@dataclass(frozen=True, slots=True)
class RecommendationModel:
    """What the component needs to run.

    `detector`: log-odds that a candidate begins a recommendation, one class. `sentences`: log-odds that a
    sentence holds one. `context`: weights of the second layer, which sees these scores of a candidate, of
    its neighbours and of its sentence, last the bias; its result is the calibrated probability.
    `gate`: a candidate with a lower score by its brief features is ruled out.
    `threshold`: from where a clause is reported by default.
    `labels`: log-odds of each label of the taxonomy; `slopes` and `shifts` calibrate them. `label_threshold`:
    from which probability a label is given. `force`: log-odds of the three forces.
    """

    taxonomy: Taxonomy
    detector: BinaryModel
    sentences: BinaryModel
    gate: float
    context: tuple[float, ...]
    threshold: float
    labels: LinearModel
    slopes: tuple[float, ...]
    shifts: tuple[float, ...]
    label_threshold: float
    force: LinearModel

    def to_files(self) -> dict[str, bytes]:
        """Give the model as the contents of its files."""
        arrays = io.BytesIO()
        parts = {"labels": self.labels, "force": self.force}
        parts |= {"detector": _as_linear(self.detector), "sentences": _as_linear(self.sentences)}
        table = {f"{name}_weights": part.weights for name, part in parts.items()}
        table |= {f"{name}_bias": part.bias for name, part in parts.items()}
        np.savez_compressed(arrays, **cast("dict[str, Any]", table))
        meta = {
            "version": _VERSION,
            "taxonomy": self.taxonomy.to_dict(),
            "gate": self.gate,
            "context": self.context,
            "threshold": self.threshold,
            "slopes": self.slopes,
            "shifts": self.shifts,
            "label_threshold": self.label_threshold,
            "features": {name: list(part.index) for name, part in parts.items()},
        }
        return {_ARRAYS: arrays.getvalue(), _META: json.dumps(meta, ensure_ascii=False, indent=0).encode()}


def model_from_files(files: Mapping[str, bytes]) -> RecommendationModel:
    """Make a model of what `to_files` gave. Raises `DataError` when it is not that."""
    try:
        meta: dict[str, Any] = json.loads(files[_META])
        arrays = np.load(io.BytesIO(files[_ARRAYS]), allow_pickle=False)
        if meta["version"] != _VERSION:
            raise ValueError(f"version {meta['version']} instead of {_VERSION}")
        return RecommendationModel(
            taxonomy=parse_taxonomy(meta["taxonomy"], _META),
            detector=_as_binary(_linear(meta, arrays, "detector")),
            sentences=_as_binary(_linear(meta, arrays, "sentences")),
            labels=_linear(meta, arrays, "labels"),
            force=_linear(meta, arrays, "force"),
            gate=meta["gate"],
            context=tuple(meta["context"]),
            threshold=meta["threshold"],
            slopes=tuple(meta["slopes"]),
            shifts=tuple(meta["shifts"]),
            label_threshold=meta["label_threshold"],
        )
    except (KeyError, ValueError) as error:
        raise DataError(
            f"The recommendation model is damaged ({error}): install or train it again."
        ) from error


def _as_binary(model: LinearModel) -> BinaryModel:
    return BinaryModel(
        dict(zip(model.index, model.weights[:, 0].tolist(), strict=True)), float(model.bias[0])
    )


def _as_linear(model: BinaryModel) -> LinearModel:
    index = {name: row for row, name in enumerate(model.weights)}
    weights = np.array(list(model.weights.values()), dtype=np.float32).reshape(-1, 1)
    return LinearModel(index, weights, np.array([model.bias], dtype=np.float32))


def _linear(meta: Mapping[str, Any], arrays: Mapping[str, Floats], name: str) -> LinearModel:
    index = {feature: row for row, feature in enumerate(meta["features"][name])}
    weights, bias = arrays[f"{name}_weights"], arrays[f"{name}_bias"]
    if weights.shape != (len(index), len(bias)):
        raise ValueError(f"{name} has {len(index)} features and weights of shape {weights.shape}")
    return LinearModel(index, weights, bias)
