"""How well zones, title and date are told when real articles are dressed as portals print them.

    python benchmarks/zones.py ARTICLES.jsonl [--most 3000] [--seed 1]

ARTICLES holds a `text` a line: title, lead and body on lines of their own. Each is put under a head and
over a foot such as portals have, both drawn by `--seed`. Prints the share of titles and dates read
right, of the portal's lines marked chrome, of the article's lines not marked chrome, and the speed in
characters a CPU second beside one pass of spaCy's blank tokenizer over the same texts.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import spacy
from clock import cpu

from khkt_nlp.article.zones import Layout, layout

# {t}: the title, {d}: a date line; all else belongs to the portal
HEADS = (
    "{d}\n\n{t}",
    "{t}\n\n{d}",
    "{t}",
    "CỔNG THÔNG TIN ĐIỆN TỬ TỈNH PHÚ THỌ\nTrang chủ | Giới thiệu | Tin tức | Liên hệ\n\n{t}\n{d}",
    "Chủ Nhật ngày 05/12/2027 Chào mừng bạn đến với Cổng thông tin điện tử\nTin tức - Sự kiện\n{d}\n\n{t}",
    "SỞ KHOA HỌC VÀ CÔNG NGHỆ\nTỈNH NAM ĐỊNH\nTrang chủ\nGiới thiệu\nVăn bản\n{d}\n{t}",
    "Trang chủ » Tin tức » {t}\n\n{t}\n\n{d}\n\nCỡ chữ",
    "Thứ 3, Ngày 16/07/2027 -\nĐăng nhập\n\n{t}\n{d}\nMặc định Cỡ chữ",
)
DATES = (
    "Thời gian: {0:%d/%m/%Y} 12:32",
    "Thứ Sáu, {0:%d/%m/%Y} | 12:32 GMT+7",
    "{0:%d/%m/%Y} - 12:32",
    "Ngày đăng: {0:%d-%m-%Y} | Lượt xem: 512",
    "Cập nhật lúc 07:05, ngày {0:%d.%m.%Y}",
    "Thứ Năm, ngày {0.day} tháng {0.month} năm {0.year}, 08:15",
)
FEET = (
    "",
    "Các tin cũ hơn\nHội nghị tổng kết công tác năm\nLượt truy cập: 30\nTrực tuyến: ...",
    "Từ khóa: hội nghị, tổng kết\nTin liên quan\nPhát động phong trào thi đua\nTập huấn cho cán bộ xã",
    "Lượt xem: 120\nIn trang\n\nTRANG THÔNG TIN ĐIỆN TỬ SỞ NỘI VỤ\nChịu trách nhiệm nội dung: Ông Lê Văn An\n"
    "Địa chỉ: Số 12 Trần Phú, thành phố Huế\nĐiện thoại: 0234.3000000 - Email: sonoivu@example.vn",
    "Tin cùng chuyên mục\nKhai mạc hội thao (12/10/2022)\n\n© 2022 Bản quyền thuộc về Sở Y tế\nHôm nay: 12",
)


def articles(path: Path, most: int) -> Iterator[str]:
    with path.open(encoding="utf-8") as file:
        for line in islice(file, most):
            yield json.loads(line)["text"].strip()


def dress(text: str, choose: random.Random) -> tuple[str, str, dt.date | None, set[str]]:
    """Give the dressed text, its title, its date, and the lines that the portal added."""
    title, _, rest = text.partition("\n")
    date = dt.date(2015, 1, 1) + dt.timedelta(days=choose.randrange(4000))
    head = choose.choice(HEADS)
    date_line = choose.choice(DATES).format(date)
    above, foot = head.format(t=title, d=date_line), choose.choice(FEET)
    added = {line for line in (above + "\n" + foot).split("\n") if line.strip() and line != title}
    return f"{above}\n{rest}\n\n{foot}", title, date if "{d}" in head else None, added


def count(text: str, found: Layout, added: set[str], figures: Counter[str]) -> None:
    """Add the lines of one article to `figures`."""
    chrome = [(zone.start, zone.end) for zone in found.zones if zone.kind == "chrome"]
    start = 0
    for line in text.split("\n"):
        if line.strip():
            marked = any(a <= start + len(line) - len(line.lstrip()) < b for a, b in chrome)
            kind = "portal" if line in added else "article"
            figures[kind] += 1
            figures[kind + " right"] += marked == (kind == "portal")
        start += len(line) + 1


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path)
    parser.add_argument("--most", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()

    choose = random.Random(options.seed)
    figures: Counter[str] = Counter()
    texts = []
    for original in articles(options.articles, options.most):
        text, title, date, added = dress(original, choose)
        found = layout(text)
        texts.append(text)
        figures["title"] += 1
        figures["title right"] += found.title == " ".join(title.split())
        figures["date"] += 1
        figures["date right"] += found.published == date
        count(text, found, added, figures)
    for what in ("title", "date", "portal", "article"):
        right, all_ = figures[what + " right"], figures[what]
        print(f"{what:8} {right / all_:.4f}  ({right} of {all_})")

    blank = spacy.blank("xx")
    size = sum(map(len, texts))
    ours = sorted(cpu(lambda: [layout(text) for text in texts]) for _ in range(3))[1]
    peer = sorted(cpu(lambda: [blank.make_doc(text) for text in texts]) for _ in range(3))[1]
    print(f"speed    {size / ours / 1e6:.2f} million characters a second")
    print(f"         {peer / ours:.2f} times that of spaCy's blank tokenizer")


if __name__ == "__main__":
    main()
