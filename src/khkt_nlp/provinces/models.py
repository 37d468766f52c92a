"""What the room finds: one mention of a province-level unit."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProvinceMention:
    """A province-level unit named at `start:end` (code points into the text as passed in, end exclusive).

    `id`: the unit as of the text's date (`vn-vinh-phuc`); `unit`: the same with its era (`vn-vinh-phuc@63`).
    `name`, `kind`, `gso_code`: of that unit; the code is empty for units older than the 2004 list.
    `kind_word`: the kind word inside the span as written (`tỉnh`, `TP.`), else empty.
    `current_id`, `current_name`: the unit of today that holds its territory; empty where it was divided.
    `former`: said to be a unit of the past (`tỉnh Vĩnh Phúc (cũ)`).
    `route`: one end of a pair or route (`cao tốc Đà Nẵng - Quảng Ngãi`): weak evidence of a place.
    """

    start: int
    end: int
    id: str
    unit: str
    name: str
    kind: str
    gso_code: str
    current_id: str
    current_name: str
    kind_word: str = ""
    former: bool = False
    route: bool = False
