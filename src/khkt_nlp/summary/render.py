"""A record as a page that people read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import get_args

from khkt_nlp.errors import InputError
from khkt_nlp.markdown import escape
from khkt_nlp.recommendations.taxonomy import default_taxonomy
from khkt_nlp.summary import labels, schema
from khkt_nlp.summary.labels import Language


def to_markdown(
    record: schema.Record, language: Language = "vi", names: Mapping[str, str] | None = None
) -> str:
    """Render `record` as Markdown, headings and labels in `language`; text of the article is escaped.

    `names` gives the display name of each recommendation label, by default that of the packaged
    taxonomy; a label without one shows as it is. Raises `InputError` for another language than these two.

    >>> record = schema.Record(title="Hội thảo", published="2022-11-25")
    >>> print(to_markdown(record, "en"))
    # Hội thảo
    <BLANKLINE>
    Published: 2022-11-25
    """
    if language not in get_args(Language):
        raise InputError(f"There is no language {language!r}: choose {' or '.join(get_args(Language))}.")
    shown = default_taxonomy().display(language) if names is None else names
    blocks = [f"# {_plain(record.title or labels.UNTITLED[language])}"]
    if record.published:
        blocks.append(f"{labels.HEADINGS['published'][language]}: {record.published}")
    sections = {
        "events": _events(record, language),
        "highlights": (_plain(item.text) for item in record.highlights),
        "recommendations": _recommendations(record, language, shown),
        "policies": _policies(record, language),
        "organizations": (_organization(item) for item in record.organizations),
        "provinces": (_province(item, language) for item in record.provinces),
    }
    for name, lines in sections.items():
        items = "\n".join(f"- {line}" for line in lines)
        if items:
            blocks += (f"## {labels.HEADINGS[name][language]}", items)
    return "\n\n".join(blocks)


def _plain(text: str) -> str:
    """Escape what Markdown would read as mark-up, and keep an item on one line."""
    return escape(" ".join(text.split()))


def _parts(*parts: str) -> str:
    return "; ".join(part for part in parts if part)


def _events(record: schema.Record, language: Language) -> Iterator[str]:
    names = {province.id: province.name for province in record.provinces}
    for event in record.events:
        head = f"**{_plain(event.kind)}**" + (f" “{_plain(event.name)}”" if event.name else "")
        yield _parts(
            head,
            f"{event.date} – {event.end_date}" if event.end_date else event.date,
            _labelled("place", _plain(names.get(event.place, event.place)), language),
            _labelled("organizers", ", ".join(map(_plain, event.organizers)), language),
            _labelled("participants", ", ".join(map(_plain, event.participants)), language),
        )


def _labelled(part: str, value: str, language: Language) -> str:
    label = (labels.EVENT_PARTS | labels.PEOPLE)[part][language]
    return f"{label} {value}" if value else ""


def _recommendations(record: schema.Record, language: Language, names: Mapping[str, str]) -> Iterator[str]:
    for item in record.recommendations:
        tags = ", ".join(
            (labels.FORCE[item.force][language], *(names.get(label, label) for label in item.labels))
        )
        yield _parts(
            f"{_plain(item.text)} *({tags})*",
            _labelled("proposer", _plain(item.proposer), language),
            _labelled("addressee", _plain(item.addressee), language),
            _labelled("deadline", _plain(item.deadline), language),
        )


def _policies(record: schema.Record, language: Language) -> Iterator[str]:
    for item in record.policies:
        called = _plain(f"{item.type.capitalize()} {item.symbol or item.number or item.name}")
        details = ", ".join(
            part for part in (item.issuer, item.term and f"khóa {item.term}", item.date) if part
        )
        status = item.canonical_id or labels.STATUS[item.status][language]
        yield _parts(
            f"**{called}**" + (f" ({_plain(details)})" if details else ""),
            _plain(item.title or item.subject),
            f"`{status}`",
        )


def _organization(item: schema.Organization) -> str:
    short = f" ({_plain(item.abbreviation)})" if item.abbreviation else ""
    return f"{_plain(item.name)}{short} × {len(item.mentions)}"


def _province(item: schema.Province, language: Language) -> str:
    now = ""
    if item.current_id and item.current_id != item.id:
        now = f" ({labels.NOW[language]} {_plain(item.current_name)})"
    return f"{_plain(item.name)}{now} × {len(item.mentions)}"
