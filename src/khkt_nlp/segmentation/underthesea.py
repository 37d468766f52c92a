"""underthesea's word model in the engine: its own files, its own regular expression, the same words.

The files are those of the installed package (Apache-2.0). They are read once, compiled into tables, and kept
in the user's cache folder under the version they were made from.
"""

from __future__ import annotations

import functools
import importlib.metadata
import importlib.util
import json
import os
import re
import tempfile
import unicodedata
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from khkt_nlp.errors import DataError
from khkt_nlp.segmentation.lexer import Piece, part_signs, with_signs
from khkt_nlp.sequence.chain import LinearChain
from khkt_nlp.sequence.ngrams import NgramModel
from khkt_nlp.sequence.templates import FLAGS, attribute_names, class_of, compile_templates

_WORDS = "pipeline/word_tokenize/models/ws_crf_vlsp2013_20230727"
_TAGS = "pipeline/pos_tag/pos_crf_2017_10_11.bin"
# the format of the compiled files: to be changed with them
_FORMAT = 4

# a letter to Unicode, a sign to underthesea
_PRIME = "\u02ba"
# `Mr`, `ThS`: the longest word with small letters whose stop belongs to it
_LONGEST_TITLE = 3

# underthesea's pattern `Th.S` takes any character for its dot, also a blank: such a blank is held back
_TH_S = re.compile(r"Th([^\S\n])(?=[sS])")
_HELD = re.compile(r"(?<=Th)[\ufdd0-\ufdef](?=[sS])")
_BLANKS = [chr(code) for code in range(0x3001) if chr(code).isspace() and chr(code) != "\n"]


@dataclass(frozen=True, slots=True)
class Spelling:
    """How underthesea cuts and spells: its pattern, and the characters and tokens it replaces."""

    pattern: re.Pattern[str]
    characters: dict[str, str]
    tokens: dict[str, str]


class UndertheseaLexer:
    """Cuts runs as underthesea's regular expression does, and spells tokens as it does."""

    classes = len(FLAGS)
    alone = frozenset[int]()

    def __init__(self, spelling: Spelling) -> None:
        self._spelling = spelling
        self._odd = frozenset({*spelling.characters, _PRIME})

    def prepare(self, text: str) -> str:
        """Hold back a blank that underthesea takes into a token (`Th S`)."""
        return _TH_S.sub(lambda match: "Th" + chr(0xFDD0 + _BLANKS.index(match[1])), text)

    def ends(self, text: str) -> bool:
        """Say whether a stop ends the text: underthesea then parts it from an abbreviation."""
        return text.endswith((".", ".\n"))

    def cut(self, run: str, *, last: bool) -> list[Piece]:
        """Cut a run; `last`: it ends its text."""
        before, word, after = part_signs(run)
        if word and self._is_plain(before, word, after):
            return with_signs(before, Piece(self.spell(word), len(word)), after)
        run = _HELD.sub(lambda match: _BLANKS[ord(match[0]) - 0xFDD0], run)
        text = self._normalize(run)
        ends = _source_ends(run, len(text))
        matches = self._spelling.pattern.finditer(text if last else text + " ")
        pieces, done = [], 0
        for match in matches:
            end = ends[match.end() - 1]
            pieces.append(Piece(self.spell(match[0]), end - done))
            done = end
        return pieces

    def _is_plain(self, before: str, word: str, after: str) -> bool:
        """Say whether the pattern would part `word` from each of the signs around it."""
        return (
            # `ThS.`, `Th.S`: its dot is any character
            not word.startswith("Th")
            # `UBND.`, `Mr.`
            and ("." not in after or word.islower() or (len(word) > _LONGEST_TITLE and word[1:].islower()))
            # `:)`, `:D`
            and ":" not in before + after[:-1]
            and self._odd.isdisjoint(word)
            and unicodedata.is_normalized("NFC", word)
        )

    def _normalize(self, text: str) -> str:
        text = unicodedata.normalize("NFC", text)
        for character, standard in self._spelling.characters.items():
            text = text.replace(character, standard)
        return text

    def spell(self, token: str) -> str:
        """Return `token` as underthesea spells it."""
        return self._spelling.tokens.get(token, token) if len(token) <= 6 else token

    def kind(self, token: str) -> int:
        """Return the class of `token`."""
        return class_of(token)


def _source_ends(source: str, length: int) -> list[int]:
    """Say for each of the `length` characters of NFC(`source`) where its source ends."""
    if unicodedata.is_normalized("NFC", source):
        return list(range(1, length + 1))
    starts = [i for i, c in enumerate(source) if not (unicodedata.combining(c) or "\u1161" <= c <= "\u11c2")]
    starts = [0, *(start for start in starts if start), len(source)]
    ends: list[int] = []
    for start, end in pairwise(starts):
        count = len(unicodedata.normalize("NFC", source[start:end]))
        ends += (min(start + k, end) for k in range(1, count))
        ends.append(end)
    # letters of other scripts that compose across such a cut: the last of them takes what is left
    ends = (ends + [len(source)] * length)[:length]
    ends[-1] = len(source)
    return ends


def load() -> tuple[UndertheseaLexer, NgramModel]:
    """Return the lexer and the word model of the installed underthesea; raises `DataError` if there is none.

    They are compiled at the first call on a machine (about two seconds) and then read from
    `$XDG_CACHE_HOME/khkt_nlp` (`~/.cache/khkt_nlp`); compiled each time where nothing can be written.
    """
    name = f"underthesea-{_version()}-spelling-{_FORMAT}.json"
    try:
        spelling = _parse_spelling(json.loads(_read(name)))
    except (OSError, ValueError, KeyError, re.error):
        data = _read_spelling()
        _write(name, json.dumps(data, ensure_ascii=False).encode("utf-8"))
        spelling = _parse_spelling(data)
    return UndertheseaLexer(spelling), _cached("words", _compile)


def load_tagger() -> NgramModel:
    """Return the part-of-speech model of the installed underthesea, kept in the same way."""
    return _cached("tags", _compile_tagger)


def _cached(name: str, compiled: Callable[[], NgramModel]) -> NgramModel:
    file = f"underthesea-{_version()}-{name}-{_FORMAT}.npz"
    with suppress(OSError, DataError):
        return NgramModel.from_bytes(_read(file))
    model = compiled()
    _write(file, model.to_bytes())
    return model


def _cache_folder() -> Path:
    """Give the user's cache folder; raises `OSError` for a user who has none."""
    try:
        root = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    except RuntimeError as error:
        raise FileNotFoundError("this user has no home folder") from error
    return Path(root) / "khkt_nlp"


def _read(name: str) -> bytes:
    """Read a file of the cache; raises `OSError` when there is none."""
    return (_cache_folder() / name).read_bytes()


def _version() -> str:
    try:
        return importlib.metadata.version("underthesea")
    except importlib.metadata.PackageNotFoundError as error:
        raise DataError("underthesea is not installed: pip install underthesea.") from error


def _package() -> Path:
    spec = importlib.util.find_spec("underthesea")
    if spec is None or not spec.submodule_search_locations:
        raise DataError("underthesea is not installed: pip install underthesea.")
    return Path(spec.submodule_search_locations[0])


def _compile() -> NgramModel:
    """Compile the model files of the installed package."""
    chain, templates = _chain()
    return compile_templates(chain, templates, dictionary=dictionary())


def _compile_tagger() -> NgramModel:
    """Compile the part-of-speech model of the installed package."""
    from underthesea.pipeline.pos_tag.model_crf import CRFPOSTagPredictor

    file = _package() / _TAGS
    if not file.is_file():
        raise DataError(f"{file} is missing: this version of underthesea has another tagger; use 9.5.")
    templates: list[str] = CRFPOSTagPredictor.Instance().transformer.template
    return compile_templates(LinearChain.from_crfsuite(file), templates)


def _chain() -> tuple[LinearChain, list[str]]:
    """Read the model of the installed package and its templates."""
    import joblib

    folder = _package() / _WORDS
    if not folder.is_dir():
        raise DataError(f"{folder} is missing: this version of underthesea has another word model; use 9.5.")
    # underthesea itself reads its templates and its dictionary so
    templates: list[str] = joblib.load(folder / "features.bin")
    return LinearChain.from_crfsuite(folder / "models.bin"), templates


@functools.cache
def _reference() -> tuple[LinearChain, list[str], frozenset[str]]:
    return *_chain(), frozenset(dictionary())


def begins(tokens: Sequence[str]) -> list[bool]:
    """Say which tokens begin a word, adding numbers up in the order of underthesea; slow, for ties.

    >>> begins(["Hà", "Nội", "đẹp"])
    [True, False, True]
    """
    chain, templates, entries = _reference()
    emission = chain.emissions(chain.attribute_ids(attribute_names(tokens, templates, entries)))
    transition = chain.transition.tolist()
    labels = range(len(chain.labels))
    best, pointers = emission[0].tolist(), []
    for scores in emission[1:].tolist():
        paths = [[best[a] + transition[a][b] for a in labels] for b in labels]
        pointers.append([path.index(max(path)) for path in paths])
        best = [max(path) + score for path, score in zip(paths, scores, strict=True)]
    label = best.index(max(best))
    result = [label == 0]
    for pointer in reversed(pointers):
        label = pointer[label]
        result.append(label == 0)
    return result[::-1]


def dictionary() -> list[str]:
    """Return the words of the dictionary of the installed package, in lower case, sorted."""
    import joblib

    return sorted(joblib.load(_package() / _WORDS / "dictionary.bin"))


def _read_spelling() -> dict[str, Any]:
    """Take the pattern and the replacements out of the installed package."""
    from underthesea.pipeline.text_normalize.text_normalizer import character_map, token_map
    from underthesea.pipeline.word_tokenize import regex_tokenize

    pattern = re.compile(regex_tokenize.regex_patterns_combine, re.VERBOSE | re.UNICODE)
    return {
        "pattern": pattern.pattern,
        "flags": pattern.flags,
        "characters": character_map,
        "tokens": token_map,
    }


def _parse_spelling(data: dict[str, Any]) -> Spelling:
    return Spelling(re.compile(data["pattern"], data["flags"]), data["characters"], data["tokens"])


def _write(name: str, data: bytes) -> None:
    """Write a file of the cache whole or, where that is not possible, not at all, whoever else writes it."""
    with suppress(OSError):
        folder = _cache_folder()
        folder.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.replace(draft, folder / name)
        except BaseException:
            os.unlink(draft)
            raise
