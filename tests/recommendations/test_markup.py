from __future__ import annotations

import pytest

from khkt_nlp.errors import DataError
from khkt_nlp.recommendations import default_taxonomy, parse_passage, read_passages
from tests.recommendations.conftest import PASSAGES


def test_every_written_passage_is_well_formed() -> None:
    passages = list(read_passages(sorted(PASSAGES.glob("*.txt"))))
    names = set(default_taxonomy().names)
    assert passages
    for passage in passages:
        for clause in passage.clauses:
            assert passage.text[clause.start : clause.end].strip()
            assert names.issuperset(clause.labels), passage.source


@pytest.mark.parametrize(
    "line", ["{{mở lớp|training}}", "{{mở lớp|training|order}}", "{{mở lớp||need}}", "a }} b"]
)
def test_a_malformed_mark_is_told_with_its_place(line: str) -> None:
    with pytest.raises(DataError, match="lop\\.txt:3"):
        parse_passage(line, "lop.txt:3")
