"""The registry: its rows, what it refuses, and how a user extends it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from khkt_nlp.errors import DataError
from khkt_nlp.policies import Registry, find, resolve, symbols
from khkt_nlp.policies.registry import bare_number

DOCUMENTS = Registry.packaged().documents


def test_the_grammar_reads_every_symbol_again() -> None:
    for document in DOCUMENTS:
        if document.symbol:
            symbol = symbols.read(document.symbol)
            assert symbol is not None
            assert symbol.text == document.symbol
            assert bare_number(symbol.number) == document.number
            assert symbol.year in ("", document.year)


def test_every_symbol_is_found_and_linked_after_its_type() -> None:
    for document in DOCUMENTS:
        if document.symbol:
            text = f"theo {document.type} số {document.symbol} năm {document.year or '2005'}."
            (mention,) = find(text)
            assert text[mention.start : mention.end] == f"{document.type} số {document.symbol}"
            (mention,) = resolve([mention])
            assert document.canonical_id in mention.candidates


def test_every_law_is_found_by_its_name() -> None:
    for document in DOCUMENTS:
        if document.name and not document.name.lower().startswith("sửa đổi"):
            (mention, *_) = find(f"theo {document.title} năm {document.year} thì")
            assert mention.name == document.name
            (mention,) = resolve([mention])
            assert mention.canonical_id == document.canonical_id


def test_every_row_says_where_it_was_seen() -> None:
    assert all(document.evidence for document in DOCUMENTS)


HEADER = "canonical_id,type,number,year,symbol,issued_date,title"
GOOD = "qd.7.2020.vusta,quyết định,7,2020,7/QĐ-VUSTA,2020-03-01,Về quy chế"


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("qd.8.2020.x,quyết định,8,2020,8/QĐ-X,2020-02-30,Về", "the date '2020-02-30' is not a date"),
        ("qd.8.2020.x,quyết định,8,2020,8/QĐ-X,20200201,Về", "the date '20200201' is not"),
        ("qd.8.2020.x,quyết định,8,2020,8/QĐ-X,2021-02-03,Về", "the year 2020 is not that of the date"),
        ("qd.7.2020.vusta,quyết định,9,2020,9/QĐ-X,,Về", "is that of .*line 2 too; ids are unique"),
        ("qd.8.2020.x,quyết nghị,8,2020,8/QĐ-X,,Về", "the type 'quyết nghị' is unknown"),
        ("qd.8.2020.x,nghị định,8,2020,8/QĐ-X,,Về", "is not that of the type 'nghị định'"),
        ("qd.8.2020.x,quyết định,9,2020,8/QĐ-X,,Về", "the number '9' is not that of the symbol"),
        ("qd.8.2020.x,quyết định,8,2020,8/2021/QĐ-X,,Về", "the year '2020' is not that of the symbol"),
        ("qd.8.2020.x,quyết định,8,2020,tám,,Về", "the symbol 'tám' is not an official symbol"),
        ("QD 8,quyết định,8,2020,8/QĐ-X,,Về", "the id 'QD 8' is not small letters"),
        ("qd.8.2020.x,quyết định,,,,,", "neither a number nor a title"),
        ("qd.8.2020.x,quyết định,8,2020", "has not as many fields as the header"),
        ("qd.8.2020.x,quyết định,8,20,8/QĐ-X,,Về", "the year '20' is not a year"),
    ],
)
def test_refuses_a_bad_row_with_file_and_line(tmp_path: Path, row: str, complaint: str) -> None:
    path = tmp_path / "own.csv"
    path.write_text(f"{HEADER}\n{GOOD}\n{row}\n", encoding="utf-8")
    with pytest.raises(DataError, match=rf"own\.csv, line 3: .*{complaint}"):
        Registry.load(path)


def test_comments_may_stand_anywhere(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    other = 'qd.8.2020.vusta,quyết định,8,2020,8/QĐ-VUSTA,2020-03-02,"Về, quy chế"'
    path.write_text(f"# của tôi\n{HEADER}\n{GOOD}\n\n# khác\n{other}\n", encoding="utf-8")
    assert len(Registry.load(path).documents) == len(DOCUMENTS) + 2
    path.write_text(f"# của tôi\n{HEADER}\n{GOOD}\n# khác\n{other}\nx\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"own\.csv, line 6: has not as many fields"):
        Registry.load(path)
    path.write_text("# của tôi\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"own\.csv, line 1: there is no column"):
        Registry.load(path)


def test_refuses_what_is_no_registry(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    with pytest.raises(DataError, match=r"own\.csv: cannot be read"):
        Registry.load(path)
    path.write_bytes("số,tên\n".encode("utf-16"))
    with pytest.raises(DataError, match="is not UTF-8"):
        Registry.load(path)
    path.write_text("id,type\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"line 1: there is no column 'canonical_id'"):
        Registry.load(path)
    path.write_text(f"canonical_id,type,title\na.b,luật,{'a' * 200_000}\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"line 2: is not CSV"):
        Registry.load(path)
    path.write_text("# ghi chú\ncanonical_id,type,colour\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"line 2: 'colour' is no column"):
        Registry.load(path)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{}", "line 1: a JSON registry is a list"),
        (
            '[\n {"canonical_id": "a.b", "type": "luật", "title": "Luật A"},\n {"canonical_id": }\n]',
            "line 3: is not JSON",
        ),
        (
            '[\n {"canonical_id": "a.b", "type": "luật", "title": "Luật A"}\n',
            "line 2: a comma or ] is missing",
        ),
        ("[1]", "line 1: is not an object"),
        ('[\n\n {"canonical_id": "a.b", "type": "thư", "title": "A"}]', "line 3: the type 'thư' is unknown"),
    ],
)
def test_refuses_bad_json_with_file_and_line(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "own.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=rf"own\.json, {complaint}"):
        Registry.load(path)


def test_csv_and_json_extend_the_packaged_registry(tmp_path: Path) -> None:
    table = tmp_path / "own.csv"
    table.write_text(f"# của tôi\n\n{HEADER}\n{GOOD}\n", encoding="utf-8")
    names = HEADER.split(",")
    rows = [dict(zip(names, GOOD.split(","), strict=True)) | {"aliases": ["quy chế mới"]}]
    objects = tmp_path / "own.json"
    objects.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    for path in (table, objects):
        registry = Registry.load(path)
        assert len(registry.documents) == len(DOCUMENTS) + 1
        document = registry.get("qd.7.2020.vusta")
        assert document is not None
        assert document.number == "7"
        assert registry.get("nd.46.2016.cp") is not None


def test_a_row_with_a_packaged_id_replaces_it(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    row = (
        "nq.36.2018.tw,nghị quyết,36,2018,36-NQ/TW,2018-10-22,Về Chiến lược phát triển bền vững kinh tế biển"
    )
    path.write_text(f"{HEADER}\n{row}\n", encoding="utf-8")
    registry = Registry.load(path)
    assert len(registry.documents) == len(DOCUMENTS)
    text = "Nghị quyết 36 về phát triển bền vững kinh tế biển"
    (mention,) = resolve(find(text), registry)
    assert mention.canonical_id == "nq.36.2018.tw"


def test_a_law_that_only_the_user_knows_is_found(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("canonical_id,type,title\nluat.x,luật,Luật Chè Thái Nguyên\n", encoding="utf-8")
    registry = Registry.load(path)
    text = "theo luật chè Thái Nguyên thì"
    assert find(text) == []
    (mention,) = resolve(find(text, registry.name_keys()), registry)
    assert mention.canonical_id == "luat.x"
