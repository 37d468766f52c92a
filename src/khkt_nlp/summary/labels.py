"""What people read for the identifiers of the record, in Vietnamese and in English."""

from __future__ import annotations

from typing import Literal

Language = Literal["vi", "en"]

HEADINGS: dict[str, dict[Language, str]] = {
    "published": {"vi": "Ngày đăng", "en": "Published"},
    "events": {"vi": "Sự kiện", "en": "Events"},
    "highlights": {"vi": "Ý chính", "en": "Highlights"},
    "organizations": {"vi": "Tổ chức", "en": "Organisations"},
    "provinces": {"vi": "Địa phương", "en": "Provinces"},
    "policies": {"vi": "Văn bản", "en": "Policy documents"},
    "recommendations": {"vi": "Kiến nghị", "en": "Recommendations"},
}

EVENT_PARTS: dict[str, dict[Language, str]] = {
    "organizers": {"vi": "đơn vị tổ chức", "en": "organised by"},
    "participants": {"vi": "tham dự", "en": "with"},
    "place": {"vi": "tại", "en": "in"},
}

STATUS: dict[str, dict[Language, str]] = {
    "resolved": {"vi": "đã xác định", "en": "resolved"},
    "ambiguous": {"vi": "chưa rõ văn bản nào", "en": "ambiguous"},
    "unresolved": {"vi": "chưa có trong danh mục", "en": "not in the registry"},
}

FORCE: dict[str, dict[Language, str]] = {
    "proposal": {"vi": "đề xuất", "en": "proposal"},
    "directive": {"vi": "chỉ đạo", "en": "directive"},
    "need": {"vi": "yêu cầu thực tế", "en": "need"},
}

PEOPLE: dict[str, dict[Language, str]] = {
    "proposer": {"vi": "bên kiến nghị", "en": "by"},
    "addressee": {"vi": "gửi", "en": "to"},
    "deadline": {"vi": "thời hạn", "en": "by when"},
}
UNTITLED: dict[Language, str] = {"vi": "(không có tiêu đề)", "en": "(untitled)"}
NOW: dict[Language, str] = {"vi": "nay thuộc", "en": "now"}
