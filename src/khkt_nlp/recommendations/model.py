"""The learned weights: how they score, and how they are stored, arrays in `.npz` and the rest in JSON."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from khkt_nlp.arrays import Doubles, Ints, Singles, read_arrays
from khkt_nlp.errors import DataError
from khkt_nlp.recommendations.context import Network
from khkt_nlp.recommendations.slots import BITS, NOTHING, Bags, Slots
from khkt_nlp.recommendations.taxonomy import Taxonomy, parse_taxonomy

_ARRAYS, _META = "weights.npz", "model.json"
FILES = (_ARRAYS, _META)
_VERSION = 2
_PARTS = ("detector", "sentences", "labels", "force")


def sigmoid(values: Doubles) -> Doubles:
    """Turn log-odds into probabilities.

    >>> sigmoid(np.array([0.0])).tolist()
    [0.5]
    """
    found: Doubles = 1.0 / (1.0 + np.exp(-np.clip(values, -30.0, 30.0)))
    return found


@dataclass(frozen=True, slots=True, eq=False)
class LinearModel:
    """Weights of one or more classes, found by slot.

    `slots`: (n,), in order. `weights`: (n, classes). `bias`: (classes,). `rows`: by slot, the row of
    `padded`, which is `weights` after a row of zeros.
    """

    slots: Ints
    weights: Singles
    bias: Singles
    rows: NDArray[np.int32]
    padded: Singles

    @classmethod
    def build(cls, slots: Ints, weights: Singles, bias: Singles) -> LinearModel:
        """Lay out weights by slot. Raises `ValueError` for slots that are none."""
        if weights.shape != (len(slots), len(bias)) or (
            len(slots) and not NOTHING < slots.min() <= slots.max() < 2**BITS
        ):
            raise ValueError(f"{len(slots)} slots with weights of shape {weights.shape}")
        rows = np.zeros(2**BITS, dtype=np.int32)
        rows[slots] = np.arange(1, len(slots) + 1)
        padded = np.concatenate([np.zeros((1, len(bias)), dtype=np.float32), weights])
        return cls(slots, weights, bias, rows, padded)

    def score(self, slots: Slots) -> Singles:
        """Give the scores of each row of `slots`, which is (rows, features): (rows, classes)."""
        total: Singles = self.padded[self.rows[slots]].sum(axis=1)
        return self.bias + total

    def score_bags(self, bags: Bags) -> Doubles:
        """Give the scores of `bags`: (bags, classes)."""
        weighed: Doubles = self.padded[self.rows[bags.slots]].astype(np.float64) * bags.values[:, None]
        scores: Doubles = np.tile(self.bias.astype(np.float64), (bags.size, 1))
        for number, column in enumerate(weighed.T):
            scores[:, number] += np.bincount(bags.owners, weights=column, minlength=bags.size)
        return scores


@dataclass(frozen=True, slots=True, eq=False)
class RecommendationModel:
    """What the component needs to run.

    `detector`: log-odds that a candidate begins a recommendation, one class. `sentences`: log-odds that a
    sentence holds one. `context`: the second layer, which sees these scores of a candidate, of its neighbours
    and of its sentence; its log-odds are calibrated.
    `threshold`: from where a clause is reported by default.
    `labels`: log-odds of each label of the taxonomy; `slopes` and `shifts` calibrate them. `label_threshold`:
    from which probability a label is given. `force`: log-odds of the three forces.
    """

    taxonomy: Taxonomy
    detector: LinearModel
    sentences: LinearModel
    context: Network
    threshold: float
    labels: LinearModel
    slopes: Doubles
    shifts: Doubles
    label_threshold: float
    force: LinearModel

    def to_files(self) -> dict[str, bytes]:
        """Give the model as the contents of its files."""
        arrays = io.BytesIO()
        table: dict[str, NDArray[Any]] = {}
        for name in _PARTS:
            part: LinearModel = getattr(self, name)
            table[f"{name}_slots"] = part.slots.astype(np.uint32)
            table[f"{name}_weights"], table[f"{name}_bias"] = part.weights, part.bias
        table |= {
            "context_hidden": self.context.hidden,
            "context_hidden_bias": self.context.hidden_bias,
            "context_output": self.context.output,
            "context_output_bias": np.array(self.context.output_bias),
        }
        np.savez_compressed(arrays, **cast("dict[str, Any]", table))
        meta = {
            "version": _VERSION,
            "taxonomy": self.taxonomy.to_dict(),
            "threshold": self.threshold,
            "slopes": self.slopes.tolist(),
            "shifts": self.shifts.tolist(),
            "label_threshold": self.label_threshold,
        }
        return {_ARRAYS: arrays.getvalue(), _META: json.dumps(meta, ensure_ascii=False, indent=0).encode()}


def model_from_files(files: Mapping[str, bytes]) -> RecommendationModel:
    """Make a model of what `to_files` gave. Raises `DataError` when it is not that."""
    try:
        meta: dict[str, Any] = json.loads(files[_META])
        arrays = read_arrays(files[_ARRAYS], _ARRAYS)
        if meta["version"] != _VERSION:
            raise ValueError(f"version {meta['version']} instead of {_VERSION}")
        parts = {
            name: LinearModel.build(
                arrays[f"{name}_slots"].astype(np.int64), arrays[f"{name}_weights"], arrays[f"{name}_bias"]
            )
            for name in _PARTS
        }
        return RecommendationModel(
            taxonomy=parse_taxonomy(meta["taxonomy"], _META),
            context=Network(
                arrays["context_hidden"],
                arrays["context_hidden_bias"],
                arrays["context_output"],
                float(arrays["context_output_bias"]),
            ),
            threshold=meta["threshold"],
            slopes=np.array(meta["slopes"]),
            shifts=np.array(meta["shifts"]),
            label_threshold=meta["label_threshold"],
            **parts,
        )
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise DataError(
            f"This is not a saved model of recommendations ({error}): install or train it again."
        ) from error
