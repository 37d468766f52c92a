"""Count which provinces articles name and draw it: examples/province_map.py [OUT.svg] [ARTICLES.jsonl].

An article (a line with `text` and `published`, an ISO date) counts once for each province it names. The
name means the unit of the article's own day and is drawn in the unit of today: Vĩnh Phúc of 2018 in Phú Thọ.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections import Counter
from pathlib import Path

from khkt_nlp import InputError
from khkt_nlp.corpus.reader import parse, read_lines, to_article
from khkt_nlp.provinces import find, get, tile_map

ARTICLES = [
    ("2018-05-10", "Sở KH&CN tỉnh Vĩnh Phúc và Sở KH&CN Hà Nội ký chương trình phối hợp."),
    (
        "2022-11-25",
        "Đại biểu từ Vĩnh Phúc, Phú Thọ, Yên Bái, Tuyên Quang, Hà Giang và Hải Phòng dự hội thảo.",
    ),
    ("2023-03-02", "Liên hiệp Hội tỉnh Nghệ An tổ chức tập huấn; Hà Tĩnh cử 20 cán bộ tham gia."),
    ("2025-09-18", "Lãnh đạo tỉnh Phú Thọ thăm mô hình ở Vĩnh Phúc (cũ)."),
    ("2026-05-20", "TP Đồng Nai, TP.HCM và thành phố Huế công bố đề án chuyển đổi số."),
]


def main(target: Path, articles: list[tuple[str, str]]) -> None:
    counts = Counter(
        id_
        for published, text in articles
        for id_ in {mention.id for mention in find(text, dt.date.fromisoformat(published))}
    )
    shown = {id_: count for id_, count in counts.items() if get(id_).current}
    target.write_text(tile_map(shown, title="Số bài theo tỉnh, thành phố"), encoding="utf-8")
    for id_, count in counts.most_common():
        print(f"{count} {get(id_).name} → {', '.join(heir.name for heir in get(id_).currents)}")
    print(f"{len(articles)} articles, {len(shown)} units drawn in {target}")


def read(path: Path) -> list[tuple[str, str]]:
    """Read a file of articles; raises `InputError` with the line that is none, or has no date."""
    articles = []
    for line in read_lines(path):
        try:
            article = to_article(parse(line.raw), str(line.number))
        except InputError as error:
            raise InputError(f"{path}:{line.number}: {error}") from error
        if not article.published:
            raise InputError(f'{path}:{line.number}: there is no "published": add a date such as 2022-11-25.')
        articles.append((article.published.isoformat(), article.text))
    return articles


if __name__ == "__main__":
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("provinces.svg")
    try:
        main(out, read(Path(sys.argv[2])) if len(sys.argv) > 2 else ARTICLES)
    except InputError as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(f"{out} cannot be written ({error.strerror}): name another file.")
