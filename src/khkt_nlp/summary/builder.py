"""Building the record of an article from its `Doc`.

Every mention goes into `entities`; the lists of facts leave out what stands in the portal's chrome.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

from spacy.tokens import Doc

from khkt_nlp import spans
from khkt_nlp.article import metadata
from khkt_nlp.article.zone_index import ZoneIndex
from khkt_nlp.dates.models import DateMention
from khkt_nlp.errors import InputError
from khkt_nlp.events.models import EventMention
from khkt_nlp.organizations.models import OrganizationMention
from khkt_nlp.people.models import PersonMention
from khkt_nlp.policies.models import PolicyMention
from khkt_nlp.provinces.models import ProvinceMention
from khkt_nlp.recommendations.models import RecommendationMention
from khkt_nlp.summary import schema
from khkt_nlp.summary.highlights import highlights

_POLICY_FACTS = ("number", "symbol", "name", "year", "issuer", "term", "date", "subject", "title")

M = TypeVar("M", bound=spans.Finding)
K = TypeVar("K", bound=Hashable)


def summarize(doc: Doc, *, include_text: bool = False) -> schema.Record:
    """Give the record of a `doc` that the pipeline has read; `include_text` puts the text into it.

    Raises `InputError` when the pipeline has not read it: when it is new, or one that spaCy made of others.

    >>> import khkt_nlp
    >>> nlp = khkt_nlp.load()
    >>> record = summarize(nlp("Hội thảo tại tỉnh Sơn La bàn về Nghị quyết 27-NQ/TW."))
    >>> record.provinces[0].id, record.policies[0].symbol
    ('vn-son-la', '27-NQ/TW')
    """
    if not spans.holds_findings(doc):
        raise InputError(
            "The document holds no findings: it was not read yet, or spaCy made it of others and left theirs "
            "behind; read it with nlp(doc)."
        )
    known = metadata.read(doc)
    index = ZoneIndex.of(doc)

    def facts(group: str, kind: type[M]) -> list[M]:
        return [mention for mention in spans.read(doc, group, kind) if not index.is_chrome(mention)]

    text = spans.text_of(doc)
    return schema.Record(
        id=known.id,
        title=known.title,
        published=known.published.isoformat() if known.published else None,
        source=known.source,
        text=text if include_text else None,
        zones=[schema.ZoneSpan(start=zone.start, end=zone.end, kind=zone.kind) for zone in index.zones],
        entities=_entities(doc, text),
        organizations=_organizations(
            facts("organizations", OrganizationMention) + facts("inferred_organizations", OrganizationMention)
        ),
        provinces=_provinces(facts("provinces", ProvinceMention)),
        policies=_policies(facts("policies", PolicyMention)),
        events=_events(text, facts("events", EventMention)),
        recommendations=_recommendations(text, facts("recommendations", RecommendationMention)),
        highlights=highlights(doc, index),
    )


def _by(mentions: Iterable[M], key: Callable[[M], K]) -> list[list[M]]:
    """Group mentions that name one thing, in the order of first mention."""
    groups: dict[K, list[M]] = {}
    for mention in mentions:
        groups.setdefault(key(mention), []).append(mention)
    return list(groups.values())


def _offsets(mentions: Iterable[spans.Finding]) -> schema.Mentions:
    return [(mention.start, mention.end) for mention in mentions]


def _stated(**attrs: Any) -> dict[str, Any]:
    """Keep the attributes that say something."""
    return {name: value for name, value in attrs.items() if value}


def _entities(doc: Doc, text: str) -> list[schema.Entity]:
    found: list[tuple[spans.Finding, schema.EntityLabel, dict[str, Any]]] = []
    for org in spans.read(doc, "organizations", OrganizationMention):
        found.append((org, "ORG", _stated(id=org.id, kind=org.kind, score=org.score)))
    for province in spans.read(doc, "provinces", ProvinceMention):
        found.append((province, "PROVINCE", _stated(id=province.id, current_id=province.current_id)))
    for policy in spans.read(doc, "policies", PolicyMention):
        found.append((policy, "POLICY", _policy_attrs(policy)))
    for person in spans.read(doc, "people", PersonMention):
        found.append((person, "PERSON", _stated(title=person.title, office=person.office)))
    for date in spans.read(doc, "dates", DateMention):
        found.append((date, "DATE", _stated(value=date.value, end_value=date.end_value)))
    for event in spans.read(doc, "events", EventMention):
        found.append((event, "EVENT", _stated(kind=event.kind, name=event.name)))
    found.sort(key=lambda item: (item[0].start, -item[0].end))
    return [
        schema.Entity(start=at.start, end=at.end, text=text[at.start : at.end], label=label, attrs=attrs)
        for at, label, attrs in found
    ]


def _policy_attrs(policy: PolicyMention) -> dict[str, Any]:
    return _stated(
        type=policy.type,
        number=policy.number,
        name=policy.name,
        year=policy.year,
        symbol=policy.symbol,
        issuer=policy.issuer,
        term=policy.term,
        date=policy.date,
        pinpoint=policy.pinpoint,
        draft=policy.draft,
        canonical_id=policy.canonical_id,
    )


def _organizations(mentions: Iterable[OrganizationMention]) -> list[schema.Organization]:
    return [
        schema.Organization(
            id=group[0].id,
            name=group[0].name,
            kind=group[0].kind,
            abbreviation=_first(group, "abbreviation"),
            parent=_first(group, "parent"),
            province=_first(group, "province"),
            inferred=group[0].inferred,
            mentions=_offsets(group),
        )
        for group in _by(mentions, lambda mention: mention.id)
    ]


def _provinces(mentions: Iterable[ProvinceMention]) -> list[schema.Province]:
    return [
        schema.Province(
            id=group[0].id,
            name=group[0].name,
            gso_code=group[0].gso_code,
            current_id=group[0].current_id,
            current_name=group[0].current_name,
            mentions=_offsets(group),
        )
        for group in _by(mentions, lambda mention: mention.unit)
    ]


def _policies(mentions: Iterable[PolicyMention]) -> list[schema.Policy]:
    """One row a document; mentions that could not be linked stay together when they read the same."""
    groups = _by(mentions, lambda mention: mention.canonical_id or mention.key)
    return [
        schema.Policy(
            canonical_id=group[0].canonical_id,
            status=group[0].status or "unresolved",
            candidates=list(group[0].candidates),
            type=group[0].type,
            draft=group[0].draft,
            pinpoints=list(dict.fromkeys(mention.pinpoint for mention in group if mention.pinpoint)),
            mentions=_offsets(group),
            **{field: _first(group, field) for field in _POLICY_FACTS},
        )
        for group in groups
    ]


def _first(group: Iterable[Any], field: str) -> str:
    """Take the first value that any mention of one thing states."""
    return next((value for mention in group if (value := getattr(mention, field))), "")


def _events(text: str, mentions: Iterable[EventMention]) -> list[schema.Event]:
    return [
        schema.Event(
            kind=group[0].kind,
            name=_first(group, "name"),
            date=_first(group, "date"),
            end_date=_first(group, "end_date"),
            place=_first(group, "place"),
            organizers=_texts(text, group, "organizers"),
            participants=_texts(text, group, "participants"),
            mentions=_offsets(group),
        )
        for group in _by(mentions, lambda mention: mention.event)
    ]


def _texts(text: str, group: Iterable[EventMention], field: str) -> list[str]:
    """Read the names at the offsets in `field`, each once."""
    return list(dict.fromkeys(text[start:end] for mention in group for start, end in getattr(mention, field)))


def _recommendations(text: str, found: Iterable[RecommendationMention]) -> list[schema.Recommendation]:
    return [
        schema.Recommendation(
            start=item.start,
            end=item.end,
            text=text[item.start : item.end],
            labels=list(item.labels),
            scores=item.scores,
            score=item.score,
            force=item.force,
            proposer=item.proposer,
            addressee=item.addressee,
            deadline=item.deadline,
            policies=list(item.policies),
            provinces=list(item.provinces),
        )
        for item in found
    ]
