import json
from pathlib import Path

from khkt_nlp.summary.schema import json_schema

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_published_schema_is_that_of_the_code() -> None:
    """A change of the record must be seen: `khkt-nlp schema > docs/record.schema.json` writes it anew."""
    published = json.loads((DOCS / "record.schema.json").read_text(encoding="utf-8"))
    assert published == json_schema()
