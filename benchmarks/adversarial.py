"""Strings that a segmenter could trip over, made from a seed."""

from __future__ import annotations

import random
import unicodedata

PIECES = (
    "a A Hà Nội TP. TP.HCM Th S s Thus ThS. Th.S T.Ư Đ đ ð Ð H&M H'Mông N’Thôn K’ ' ’ & "
    "NĐ-CP 46/2016/NĐ-CP 27-NQ/TW e-mail a@b.vn a.b@c.d.e- http:// https://x.vn/(a)b ftp://a "
    "www.x.com x.vn zing.vn/ @x.vn 25/11/2022 1/2 08-2014 20.08.2014 10:20:50 3x4 1.200,5 "
    "4.123.456,7 1,2,3 1_2 0912-345-6789 43H-0530 4K 4K5 -> => ==> >> ... .. -- v.v v.v. "
    "v.v... °C :) :)) :D :DD =)) <3 ♥‿♥ ʺ ; : :: + × ÷ % $ > < = ^ _ - – — … “ ” « » ( ) [ ] "
    "{ } # ! ? / \\ | 😀 👩‍💻 🇻🇳 𝒜 中 ẞ İ ı ﬁ ǅ Σ ς ½ ² Ⅷ ١٢ 2147483647 2147483648 +5 -5 baì qúa "
    "nghàn oà hoà thuý"
).split(" ")
BLANKS = [" ", " ", " ", "  ", "\t", "\n", "\r\n", "\u00a0", "\u3000", "\u2028", "\x1c", "\x0b", "", "", ""]
MARKS = ["\u0300", "\u0301", "\u031b", "\u0302\u0301", "\u0323", "\u200b", "\u1161", "\u0958", "\ufdd0"]


def strings(count: int, seed: int = 0) -> list[str]:
    """Return `count` strings: pieces, blanks and marks in any order, a fifth of them decomposed."""
    source = random.Random(seed)
    result = []
    for _ in range(count):
        parts = []
        for _ in range(source.randrange(12)):
            parts.append(source.choice(PIECES))
            parts.append(source.choice(BLANKS if source.random() < 0.9 else MARKS))
        text = "".join(parts)
        result.append(unicodedata.normalize("NFD", text) if source.random() < 0.2 else text)
    return result
