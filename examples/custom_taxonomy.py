"""Teach the recommendation model a label of your own: python examples/custom_taxonomy.py.

The same from the command line:
    khkt-nlp train recommendations --taxonomy examples/taxonomy/environment.yaml
        --data examples/taxonomy/environment.jsonl --output my_pipeline
    khkt-nlp analyze FILE --model my_pipeline
"""

from __future__ import annotations

from pathlib import Path

from khkt_nlp.recommendations import custom, read_taxonomy
from khkt_nlp.recommendations.annotations import read_articles
from khkt_nlp.recommendations.detector import find

FOLDER = Path(__file__).parent / "taxonomy"
TEXT = "Các đại biểu kiến nghị UBND tỉnh xử lý nước thải làng nghề; mở lớp tập huấn cho cán bộ xã."


def main() -> None:
    taxonomy = read_taxonomy(FOLDER / "environment.yaml")
    examples = read_articles([FOLDER / "environment.jsonl"])
    model = custom.retrain(custom.shipped_model(), taxonomy, examples, custom.written_passages())
    names = model.taxonomy.display("vi")
    for one in find(TEXT, model):
        print(f"[{', '.join(names[label] for label in one.labels)}] {TEXT[one.start : one.end]}")


if __name__ == "__main__":
    main()
