"""Write the public news that the models learn from, as JSON lines with `id` and `text`.

    python models/news.py --vietnews VIETNEWS --scraper SCRAPER [--leave-out IDS ...] --out FOLDER

VIETNEWS and SCRAPER are clones of the public repositories `ThanhChinhBK/vietnews` and `magizbox/scraper`.
Written are `vietnews_train.jsonl` and `vietnews_val.jsonl`, whose lines also hold `seg`, the article as its
makers segmented it, and `baomoi.jsonl`. IDS: files with one id a line, or JSON lines with `id`: articles to
leave out, such as those that measure the models.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

_NO_BLANK_BEFORE = re.compile(r" +([,.;:!?…%)\]}”’])")
_NO_BLANK_AFTER = re.compile(r"([(\[{“‘]) +")


def joined(segmented: str) -> str:
    """Undo a segmentation: blanks instead of `_`, and signs where a writer puts them.

    >>> joined('Ông nói : " Hội_thảo ( hôm_nay ) đã xong . "')
    'Ông nói: "Hội thảo (hôm nay) đã xong."'
    """
    text = segmented.replace("_", " ")
    text = _NO_BLANK_BEFORE.sub(r"\1", text)
    text = _NO_BLANK_AFTER.sub(r"\1", text).replace(" / ", "/")
    return unicodedata.normalize("NFC", "\n".join(_quoted(line) for line in text.split("\n"))).strip()


def _quoted(line: str) -> str:
    """Put the quotation marks of a line to what they enclose: the first opens, the next closes."""
    first, *others = line.split('"')
    for number, part in enumerate(others):
        first = f'{first}"{part.lstrip(" ")}' if number % 2 == 0 else f'{first.rstrip(" ")}"{part}'
    return first.strip()


def read_ids(paths: Sequence[Path]) -> set[str]:
    """Read the ids of articles to leave out."""
    found: set[str] = set()
    for path in paths:
        for line in path.read_text("utf-8").split("\n"):
            if line.startswith("{"):
                found.add(json.loads(line)["id"])
            elif line.strip() and not line.startswith("#"):
                found.add(line.strip())
    return found


def vietnews(root: Path, split: str) -> Iterator[dict[str, str]]:
    """Give the articles of a split of vietnews, by name."""
    for path in sorted((root / "data" / f"{split}_tokenized").iterdir()):
        segmented = path.read_bytes().decode("utf-8", "replace")
        yield {"id": f"{split}/{path.name[:6]}", "text": joined(segmented), "seg": segmented}


def baomoi(root: Path) -> Iterator[dict[str, str]]:
    """Give the articles of magizbox/scraper, by name."""
    for path in sorted((root / "vn_news" / "data").glob("*.txt")):
        yield {"id": f"baomoi/{path.stem}", "text": path.read_bytes().decode("utf-8", "replace")}


def main() -> None:
    """Write the files that the arguments ask for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--vietnews", type=Path)
    parser.add_argument("--scraper", type=Path)
    parser.add_argument("--leave-out", type=Path, nargs="*", default=[])
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    left_out = read_ids(options.leave_out)
    sources: dict[str, Iterator[dict[str, str]]] = {}
    if options.vietnews:
        sources |= {f"vietnews_{split}": vietnews(options.vietnews, split) for split in ("train", "val")}
    if options.scraper:
        sources["baomoi"] = baomoi(options.scraper)
    for name, articles in sources.items():
        with (options.out / f"{name}.jsonl").open("w", encoding="utf-8") as file:
            for article in articles:
                if article["id"] not in left_out:
                    file.write(json.dumps(article, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
