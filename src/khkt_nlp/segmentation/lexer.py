"""Cutting a run of characters without blanks into tokens: syllables, numbers, symbols, signs.

What users of this domain need whole is whole: document numbers (`46/2016/NĐ-CP`), abbreviations (`KH&CN`,
`TP.HCM`), dates, numbers with their separators, e-mails, links, hashtags. No pattern can backtrack far: every
repetition is bounded or of one class of characters that what follows it excludes.
"""

from __future__ import annotations

import functools
import re
from enum import IntEnum
from itertools import pairwise
from typing import NamedTuple

from khkt_nlp.article.normalization import normalize

_UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_LETTER = r"[^\W\d_]"
_DOMAIN = "vn|com|net|org|edu|gov|info|io|asia|tv|eu|uk|jp|cn|ru|fr|de|us"

_TOKEN = re.compile(
    # links and addresses, with no sign of the sentence at their end
    r"(?:https?|ftp)://[^\s\"'<>“”]{0,500}[\w/#=&]"
    rf"|www\.[\w.-]{{1,200}}(?:/[^\s\"'<>“”]{{0,300}}[\w/#=&])?"
    r"|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"
    rf"|[A-Za-z0-9-]{{1,63}}(?:\.[A-Za-z0-9-]{{1,63}}){{0,3}}\.(?:{_DOMAIN})\b(?:/[^\s\"'<>“”]{{0,300}}[\w/#=&])?"
    r"|[#@]\w+"
    # 46/2016/NĐ-CP, 27-NQ/TW, 1234/QĐ-UBND, 50/2010/QH12
    rf"|\d{{1,6}}[a-z]?(?:/(?:19|20)\d\d)?(?:[-/][{_UPPER}]{{2}}[{_UPPER}\w&]{{0,14}}){{1,5}}"
    # KH&CN, NĐ-CP, GD-ĐT, LĐ-TB&XH
    rf"|[{_UPPER}]{{1,8}}(?:[&-][{_UPPER}]{{1,8}}(?:{_LETTER}|\d){{0,4}}){{1,4}}(?!\w)"
    # TP.HCM, GS.TS., T.Ư, Th.S
    rf"|[{_UPPER}]{_LETTER}{{0,4}}(?:\.[{_UPPER}]{_LETTER}{{0,4}}){{1,5}}(?!\w)(?:\.(?=[\s]))?"
    rf"|v\.v\.?(?:\.\.)?"
    # TP., GS., an initial: with what the line goes on
    rf"|(?:[{_UPPER}]|TP|Tp|TX|Tx|TT|GS|TS|PGS|ThS|Ths|BS|KS|LS|Mr|Mrs|Ms|Dr)\.(?=\s)"
    # 25/11/2022, 25-11-2022, 12:32, 12h30, 43H-016, 1.200,5
    r"|\d{1,4}(?:[/.-]\d{1,2}){1,2}(?:[/.-]\d{2,4})?(?![\w])(?![/.,-]\d)"
    r"|\d{1,2}[/-]\d{4}(?!\w)"
    r"|\d{1,2}:\d{2}(?::\d{2})?(?!\w)"
    rf"|\d{{1,2}}[hg]\d{{0,2}}(?!\w)|\d{{1,6}}[{_UPPER}]{{1,4}}\d{{0,4}}(?:-\d{{3,5}})?(?!\w)"
    r"|\d+(?:[.,]\d+)*"
    # words; a mark that NFC could not compose belongs to its letter
    rf"|(?:{_LETTER}|_)[\w\u0300-\u036f]*(?:['’]{_LETTER}[\w\u0300-\u036f]*)?"
    r"|\w+"
    r"|\.{2,}|-{2,}|!{2,}|\?{2,}|->|=>|.",
    re.DOTALL,
)


_STOPS = frozenset('.,;:!?…()[]{}"“”‘«»')
_SIGNS = "“”\"‘’'()[]«».,;:!?…"
_LONGEST_ABBREVIATION = 3


class Kind(IntEnum):
    """What a token looks like."""

    LOWER = 0
    TITLE = 1
    UPPER = 2
    INITIAL = 3
    NUMBER = 4
    STOP = 5
    SIGN = 6
    SYMBOL = 7
    MIXED = 8


class Piece(NamedTuple):
    """A token as a model sees it, and how many characters of its run it covers."""

    text: str
    length: int


class KhktLexer:
    """The lexer of the default segmenter; `text` of its pieces is in the normalised view."""

    classes = len(Kind)
    alone: frozenset[int] = frozenset({Kind.STOP, Kind.SYMBOL})

    def prepare(self, text: str) -> str:
        """Return `text`: blanks mean the same everywhere."""
        return text

    def ends(self, text: str) -> bool:
        """Say whether the last stop ends a sentence: then it is no part of an abbreviation."""
        return text.rstrip().endswith(".")

    def kind(self, token: str) -> Kind:
        """Return the class of `token`."""
        return kind_of(token)

    def cut(self, run: str, *, last: bool = False) -> list[Piece]:
        """Cut a run without blanks into pieces that cover it; `last`: it ends its line.

        >>> [piece.text for piece in KhktLexer().cut("(46/2016/NĐ-CP),")]
        ['(', '46/2016/NĐ-CP', ')', ',']
        """
        before, word, after = part_signs(run)
        # a stop may belong to a short word: `TP.`
        if word and (last or after != "." or len(word) > _LONGEST_ABBREVIATION):
            return with_signs(before, Piece(_spelt(word), len(word)), after)
        view = normalize(run)
        if not view.text:
            return [Piece("", len(run))]
        text = view.text if last else view.text + " "
        spans = [match.span() for match in _TOKEN.finditer(text)]
        if not last:
            spans.pop()
        starts = [0, *(view.to_source(start, end)[0] for start, end in spans[1:]), len(run)]
        return [
            Piece(text[start:end], after - before)
            for (start, end), (before, after) in zip(spans, pairwise(starts), strict=True)
        ]


@functools.lru_cache(maxsize=1 << 14)
def _spelt(word: str) -> str:
    return normalize(word).text


def part_signs(run: str) -> tuple[str, str, str]:
    """Part the word of letters in `run` from the signs before and after it, if each of these is a token.

    The word is empty for any other run. Most new runs are such ones, and need no pattern to be cut.

    >>> part_signs("“(thảo).”"), part_signs("thảo..."), part_signs("27-NQ/TW,")
    (('“(', 'thảo', ').”'), ('', '', ''), ('', '', ''))
    """
    if run.isalpha():
        return "", run, ""
    word = run.strip(_SIGNS)
    if word.isalpha():
        before, _, after = run.partition(word)
        # a sign that is repeated may be one token: `...`
        if len(set(before)) == len(before) and len(set(after)) == len(after):
            return before, word, after
    return "", "", ""


def with_signs(before: str, piece: Piece, after: str) -> list[Piece]:
    """Put the signs around a word, each a piece, before and after its piece."""
    return [*[Piece(sign, 1) for sign in before], piece, *[Piece(sign, 1) for sign in after]]


def kind_of(token: str) -> Kind:
    """Say what `token` looks like.

    >>> kind_of("Hà").name, kind_of("UBND").name, kind_of("Đ.").name, kind_of("27-NQ/TW").name
    ('TITLE', 'UPPER', 'INITIAL', 'SYMBOL')
    """
    if token.isalpha() and token.islower():
        kind = Kind.LOWER
    elif token.isalpha() and token[0].isupper() and token[1:].islower():
        kind = Kind.TITLE
    elif not any(c.isalnum() for c in token):
        kind = Kind.SIGN if token and token[0] not in _STOPS else Kind.STOP
    elif not any(c.isalpha() for c in token):
        kind = Kind.NUMBER
    elif any(c in "/@#" for c in token):
        kind = Kind.SYMBOL
    elif token.isupper() and not token[0].isdigit():
        kind = Kind.INITIAL if len(token.removesuffix(".")) == 1 else Kind.UPPER
    else:
        kind = Kind.MIXED
    return kind
