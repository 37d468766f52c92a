"""What the name of an organisation is made of: its body, its territory, the body that it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from khkt_nlp.names import lexicon
from khkt_nlp.names.lexicon import Trie
from khkt_nlp.organizations import gazetteer

_LEVELS = {
    "tỉnh": "province",
    "thành phố": "city",
    "thủ đô": "city",
    "huyện": "district",
    "quận": "district",
    "thị xã": "district",
    "xã": "commune",
    "phường": "commune",
    "thị trấn": "commune",
}
# words that begin like a kind of territory
_NO_KINDS = ("xã hội", "xã đội", "tỉnh ủy", "tỉnh đoàn", "huyện ủy", "huyện đoàn", "quận ủy", "quận đoàn")
CITIES = frozenset({"hà nội", "hồ chí minh", "hải phòng", "đà nẵng", "cần thơ", "huế", "sài gòn"})
# heads whose organisation is always that of one territory, and the level of that territory
_LOCAL = {
    "đảng bộ": "",
    "bảo hiểm xã hội": "province",
    "liên đoàn lao động": "",
    "cục thuế": "province",
    "ủy ban nhân dân": "",
    "hội đồng nhân dân": "",
    "công an": "",
    "tòa án nhân dân": "",
    "viện kiểm sát nhân dân": "",
    "thanh tra": "",
    "tỉnh ủy": "province",
    "tỉnh đoàn": "province",
    "đoàn đại biểu quốc hội": "province",
    "thành ủy": "city",
    "thành đoàn": "city",
    "huyện ủy": "district",
    "quận ủy": "district",
    "thị ủy": "district",
}
_LONGEST_PLACE = 4


# head nouns that a full name writes out
_LONG_HEADS = {
    "UBND": "Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân",
    "TAND": "Tòa án nhân dân",
    "VKSND": "Viện kiểm sát nhân dân",
    "BV": "Bệnh viện",
    "ĐH": "Đại học",
    "LĐLĐ": "Liên đoàn Lao động",
    "MTTQ": "Mặt trận Tổ quốc",
}


@dataclass(frozen=True, slots=True)
class Structure:
    """A name taken apart; all parts are keys (see `gazetteer.key`).

    `key`: the whole name. `body`: the name without its territory. `level`: of the territory, `province`,
    `city` (of either rank), `district` or `commune`; empty where the name tells none. `place`: the name of
    the territory, empty where only its kind is named (`UBND tỉnh`) or none at all. `local`: the body is
    always that of a territory. `unit`: the kind word of a territory below the province. `owner`: the end of
    the name that names another body (`Bộ Công an`), or empty.
    """

    key: str
    body: str
    level: str = ""
    place: str = ""
    local: bool = False
    unit: str = ""
    owner: str = ""

    @property
    def complete(self) -> bool:
        """Say whether the name tells by itself which organisation it means."""
        return bool(self.place) or not (self.local or self.level)

    def id(self, place: str = "") -> str:
        """Make an identifier of the body and its territory; `place` stands in where the name tells none."""
        if self.place:
            return gazetteer.slug(f"{self.body} {self.unit} {self.place}")
        return gazetteer.slug(f"{self.body} {place}" if place else self.key)


@lru_cache(maxsize=1 << 13)
def analyse(name: str) -> Structure:
    """Take the name of an organisation apart.

    >>> analyse("UBND TP Hà Nội")
    Structure(key='ủy ban nhân dân thành phố hà nội', body='ủy ban nhân dân', level='province',
        place='hà nội', local=True, unit='', owner='')
    """
    whole = gazetteer.key(name)
    words = whole.split()
    at, level, place, unit = _territory(words)
    body = words[:at]
    implied = _local_level(body)
    return Structure(
        whole, " ".join(body), level or implied or "", place, implied is not None, unit, _owner(words)
    )


def _territory(words: list[str]) -> tuple[int, str, str, str]:
    """Find the territory at the end: where it starts, its level, its name, and its kind if no province."""
    for at in range(1, len(words)):
        found = _places().longest(words, at)
        field = lexicon.fields().longest(words, at - 1)
        if found and found[0] == len(words) and not (field and field[0] > at):
            return at, "province" if found[1] == "province" else "", " ".join(words[at:]), ""
        kind = _kinds().longest(words, at)
        if kind is None or not kind[1] or len(words) - kind[0] > _LONGEST_PLACE:
            continue
        name = " ".join(words[kind[0] :])
        level = _LEVELS[kind[1]]
        if level == "city" and name:
            level = "province" if name in CITIES else "district"
        return at, level, name, "" if level in ("province", "city") else kind[1]
    return len(words), "", "", ""


def _local_level(body: list[str]) -> str | None:
    """Give the level that the head or the end of a local body implies, None for other bodies."""
    if body[:1] == ["sở"]:
        return "province"
    for at in range(max(len(body) - 4, 0), len(body)):
        if (end := " ".join(body[at:])) in _LOCAL:
            return _LOCAL[end]
    return None


def _owner(words: list[str]) -> str:
    """Find the body named at the end of the name, after the head of the name itself."""
    for at in range(2, len(words) - 1):
        opened = lexicon.heads().longest(words, at)
        if opened and (words[at] in ("bộ", "sở") or lexicon.head(opened[1]).grammar in ("area", "self")):
            return " ".join(words[at:])
    return ""


@cache
def _kinds() -> Trie:
    return Trie.of([*((kind, kind) for kind in _LEVELS), *((word, "") for word in _NO_KINDS)])


@cache
def _places() -> Trie:
    """Provinces and countries by name, after which a body is of that territory."""
    keys = ((gazetteer.key(name), level) for name, level in lexicon.territory_levels())
    return Trie.of((name, level) for name, level in keys if not name.startswith(tuple(_LEVELS)))


def full_name(text: str, place: str) -> str:
    """Write out the head noun of a name, and the territory that it leaves to the context.

    >>> full_name("UBND", "tỉnh sơn la"), full_name("sở Y tế", "")
    ('Ủy ban nhân dân Tỉnh Sơn La', 'Sở Y tế')
    """
    words = text.split()
    long = _LONG_HEADS.get(words[0])
    name = " ".join([long, *words[1:]]) if long else text
    return f"{name} {place.title()}" if place else name[0].upper() + name[1:]
