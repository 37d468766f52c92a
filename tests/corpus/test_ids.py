"""Ids that come again: counted as a set of all of them would."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from khkt_nlp.corpus.ids import Ids, Repeats


@given(st.lists(st.text(max_size=2)))
def test_repeats_are_those_of_a_set(given_ids: list[str]) -> None:
    ids, before, again = Ids(), set(), []
    for number, id_ in enumerate(given_ids, 1):
        ids.add(id_)
        if id_ in before:
            again.append(number)
        before.add(id_)
    assert ids.repeats() == (Repeats(len(again), again[0]) if again else Repeats())
