"""Province-level units of Vietnam across eras: a dated gazetteer, their mentions in text, a tile map."""

from khkt_nlp.provinces.finder import find
from khkt_nlp.provinces.gazetteer import ASSUMED, MERGER, Unit, get, lookup, units
from khkt_nlp.provinces.models import ProvinceMention
from khkt_nlp.provinces.tilemap import tile_map

__all__ = ["ASSUMED", "MERGER", "ProvinceMention", "Unit", "find", "get", "lookup", "tile_map", "units"]
