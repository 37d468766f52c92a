"""From bytes to text: byte order marks, UTF-8, UTF-16, and the two encodings that old Vietnamese files use.

UTF-8 is sure when it decodes at all. Every other reading is a guess and has to prove itself: the
result must hold the commonest Vietnamese words. What proves nothing is refused with a sentence.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator

from khkt_nlp.errors import InputError

# UTF-32 first: its little-endian mark begins with that of UTF-16
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
)

# TCVN 5712:1993, VN3 ("ABC" fonts): one byte a letter; capitals with a tone mark exist only as fonts
_TCVN3_BYTES = bytes.fromhex(
    "a1a2a3a4a5a6a7a8a9aaabacadaeb5b6b7b8b9bbbcbdbec6c7c8c9cacbcccecfd0d1d2d3d4d5d6d7d8dcdddedf"
    "e1e2e3e4e5e6e7e8e9eaebecedeeeff1f2f3f4f5f6f7f8f9fafbfcfdfe"
)
_TCVN3_LETTERS = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
_TCVN3 = dict(zip(_TCVN3_BYTES, _TCVN3_LETTERS, strict=True))

_COMMON = frozenset("và của các được có là một không với những đã người này để đến về ở tại từ".split())
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 200_000


def decode(data: bytes, where: str = "The input", declared: str | None = None) -> str:
    """Give the text in `data`; `declared` is the encoding that a web page states for itself.

    `where` names the input in errors. Raises `InputError` when `data` is not text, or is text in an
    encoding that cannot be told.

    >>> decode("Sở Y tế".encode("utf-16"))
    'Sở Y tế'
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise InputError(
                    f"{where} begins as {encoding.upper()} but byte {error.start} does not fit: "
                    "it is damaged, get it again."
                ) from error
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise InputError(f"{where} is {kind}, not text: save it as plain text or HTML first.")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _legacy(data, where, declared, error.start)
    return _wide(data, where) if "\0" in text else text


def _wide(data: bytes, where: str) -> str:
    """Decode UTF-16 without a mark: the one kind of text with zero bytes in it."""
    for text in _decodings(data, ("utf-16-le", "utf-16-be")):
        sample = text[:_SAMPLE]
        if "\0" not in sample and sum(map(_plausible, sample)) > 0.95 * len(sample):
            return text
    raise InputError(f"{where} holds zero bytes, so it is a binary file: give a text or an HTML file.")


def _legacy(data: bytes, where: str, declared: str | None, broken: int) -> str:
    """Decode an 8-bit encoding: the declared one, Windows-1258 or TCVN3, whichever reads as Vietnamese."""
    if b"\0" in data:
        return _wide(data, where)
    stated = list(_decodings(data, _eight_bit(declared)))
    candidates = [*stated, *_decodings(data, ("cp1258",)), data.decode("latin-1").translate(_TCVN3)]
    best = max(candidates, key=_common_words)
    if _common_words(best):
        return best
    if stated:
        return stated[0]
    if _common_words(data.decode("utf-8", "ignore")):
        raise InputError(f"{where} is UTF-8 that is broken at byte {broken}: it is damaged, get it again.")
    raise InputError(
        f"{where} is not UTF-8 (byte {broken} does not fit) and {_guess(data)}: convert it to UTF-8 first."
    )


def _eight_bit(declared: str | None) -> tuple[str, ...]:
    """Give `declared` when it names a code page; other codecs of Python are no business of a web page."""
    try:
        name = codecs.lookup(declared or "").name
    except LookupError:
        return ()
    return (name,) if name.startswith(("cp125", "iso8859")) else ()


def _decodings(data: bytes, encodings: tuple[str, ...]) -> Iterator[str]:
    for encoding in encodings:
        try:
            yield data.decode(encoding)
        except UnicodeDecodeError:
            continue


def _plausible(char: str) -> bool:
    """Say whether `char` can stand in a Vietnamese article: Latin, a mark, punctuation or a blank."""
    code = ord(char)
    return " " <= char < "\u0370" or char in "\t\r\n" or 0x1E00 <= code < 0x1F00 or 0x2000 <= code < 0x2200


def _common_words(text: str) -> float:
    """Give the share of the commonest Vietnamese words that carry a mark: 0.15 in prose, 0 when too low."""
    words = _WORD.findall(unicodedata.normalize("NFC", text[:_SAMPLE]).lower())
    share = sum(word in _COMMON for word in words) / max(len(words), 1)
    return share if share >= 0.02 else 0.0


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes  # slow to import, and rarely needed

    best = from_bytes(data[:_SAMPLE]).best()
    return f"looks like {best.encoding}" if best else "looks like no known encoding"
