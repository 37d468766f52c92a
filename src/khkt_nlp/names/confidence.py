"""How sure the tagger is of a name: by how much it beats the best of its small changes.

Marginal probabilities would say much the same, at the price of two more passes over the sentences.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from khkt_nlp.arrays import Singles


class Leads:
    """Leads of names over their changes, in logarithms of odds.

    `scores`: (tokens, labels), one article after another. `edges`: where an article begins or ends.
    `transition`: from row to column. `kinds`: the pairs of `B-` and `I-` labels. Names are few and short:
    plain numbers are faster than arrays.
    """

    def __init__(
        self,
        scores: Singles,
        edges: Set[int],
        transition: Singles,
        outside: int,
        kinds: Sequence[tuple[int, int]],
    ) -> None:
        self._scores = scores
        self._edges = edges
        self._move: list[list[float]] = transition.tolist()
        self._outside = outside
        self._kinds = kinds

    def of(self, first: int, last: int, kind: tuple[int, int]) -> float:
        """Give the lead of the name in the tokens from `first` to `last` (exclusive) over its best change.

        The changes: no name at all, another kind, one token less or more at either end. The tokens around
        the name are taken to be outside of names.

        >>> import numpy as np
        >>> scores = np.array([[0.0, 2.0, 0.0], [0.0, 0.0, 3.0], [4.0, 0.0, 0.0]], dtype=np.float32)
        >>> Leads(scores, {0, 3}, np.zeros((3, 3), dtype=np.float32), 0, [(1, 2)]).of(0, 2, (1, 2))
        3.0
        """
        o, move, (b, i) = self._outside, self._move, kind
        rows: list[list[float]] = self._scores[max(0, first - 1) : last + 1].tolist()
        inner = rows[min(1, first) :][: last - first]
        head, tail = inner[0], inner[-1]
        rest: list[float] = [sum(column) for column in zip(*inner[1:], strict=True)] or [0.0] * len(head)
        value = self._value(head, rest, len(inner), kind)
        stay = move[o][o]
        changes = [value - head[o] - rest[o] - (len(inner) + 1) * stay]
        changes += [
            value - self._value(head, rest, len(inner), other) for other in self._kinds if other != kind
        ]
        # the labels of the second token, of the third, of the last and of the one before it
        second, third = i if len(inner) > 1 else o, i if len(inner) > 2 else o
        end, before_end = i if len(inner) > 1 else b, i if len(inner) > 2 else b
        if len(inner) > 1:
            less = tail[i] - tail[o] + move[before_end][i] + move[i][o] - move[before_end][o] - stay
            changes.append(less)
            less = head[b] - head[o] + inner[1][i] - inner[1][b]
            changes.append(less + move[b][i] + move[i][third] - stay - move[b][third])
        if last not in self._edges:
            after = rows[-1]
            changes.append(after[o] - after[i] + move[end][o] + stay - move[end][i] - move[i][o])
        if first not in self._edges:
            more = rows[0][o] - rows[0][b] + head[b] - head[i]
            changes.append(more + stay + move[b][second] - move[b][i] - move[i][second])
        return min(changes)

    def _value(self, head: Sequence[float], rest: Sequence[float], size: int, kind: tuple[int, int]) -> float:
        """Score a name of `kind`, from the step into it to the step out of it.

        `head`: the scores of its first token. `rest`: the sums of those of its other tokens.
        """
        b, i = kind
        o, move = self._outside, self._move
        value = move[o][b] + head[b]
        if size == 1:
            return value + move[b][o]
        return value + move[b][i] + rest[i] + (size - 2) * move[i][i] + move[i][o]
