"""Asking the registry for one document of an article: evidence only ever narrows, and nothing is guessed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from khkt_nlp.policies import symbols
from khkt_nlp.policies.evidence import about, as_number, canonical_issuer, issued, same_issuer
from khkt_nlp.policies.models import Status
from khkt_nlp.policies.registry import Document, Registry

# a law takes effect half a year to one and a half years after it is passed
_LATE = 548
# how much a stated subject, or the sentence around, must tell of a document; see `evidence.about`
_SUBJECT = 0.9
_CONTEXT = 1.5
# the numbers of these begin again each year, those of the Party and the National Assembly each term
_YEARLY = frozenset({"government", "prime_minister", "ministry", "judiciary"})
NAMED = frozenset({"luật", "bộ luật", "pháp lệnh", "hiến pháp"})
# known to the registry by their usual name only
_NICKNAMED = frozenset({"đề án", "chương trình"})


@dataclass(slots=True)
class Cited:
    """One document of the article: what all its mentions together state; `term` 0 where none does.

    `marks`: of its symbol. `last`: where its latest mention ends. `topic`: not only named as replaced.
    """

    type: str
    number: str
    name: str
    draft: bool
    plenum: bool
    marks: frozenset[str] = frozenset()
    year: str = ""
    term: int = 0
    issuer: str = ""
    level: str = ""
    date: str = ""
    subject: frozenset[str] = frozenset()
    context: frozenset[str] = frozenset()
    last: int = 0
    topic: bool = True
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the registry says of a document; see the fields of `PolicyMention`."""

    status: Status
    why: str
    candidates: tuple[str, ...] = ()

    @property
    def canonical_id(self) -> str:
        """The one id of a resolved document."""
        return self.candidates[0] if self.status == "resolved" else ""


def decide(cited: Cited, registry: Registry, published: dt.date | None, latest: int = 0) -> Verdict:
    """Find the documents that `cited` may be, and say whether one is left.

    `latest`: the last year in which the article dates anything; 0 when it dates nothing.
    """
    if cited.foreign:
        return Verdict("unresolved", "a law of another country")
    by_name = bool(cited.name) or cited.type == "hiến pháp"
    known = _named(cited, registry) if by_name else _numbered(cited, registry)
    fitting = [document for document in known if _fits(cited, document)]
    timely = [document for document in fitting if cited.draft or _in_time(document, published)]
    if not timely:
        if fitting:
            return Verdict("unresolved", "every such document was issued after the article")
        why = "what the text states contradicts" if known else "the registry has"
        return Verdict("unresolved", f"{why} {'every' if known else 'no'} document of that number or name")
    if cited.draft:
        return _draft(timely, published)
    latest = published.year if published else latest
    if by_name:
        return _version(cited, timely, published, latest)
    return _evidence(cited, timely, registry, latest)


def _named(cited: Cited, registry: Registry) -> list[Document]:
    if cited.type == "hiến pháp":
        return [document for document in registry.documents if document.type == "hiến pháp"]
    ordinance = cited.type == "pháp lệnh"
    return [
        document
        for document in registry.named(cited.name)
        if {cited.type, document.type} <= NAMED and (document.type == "pháp lệnh") == ordinance
    ]


def _numbered(cited: Cited, registry: Registry) -> list[Document]:
    if cited.type in _NICKNAMED:
        forms = (f"{cited.type} {cited.number}", f"{cited.type} {cited.number.zfill(2)}")
        return list(
            {document.canonical_id: document for form in forms for document in registry.named(form)}.values()
        )
    if cited.plenum:
        return [document for document in registry.documents if document.plenum.split(" ")[0] == cited.number]
    return [document for document in registry.numbered(cited.number) if _same_kind(cited, document)]


def _same_kind(cited: Cited, document: Document) -> bool:
    """Compare types; a whole symbol beats the word before it: `quy định số 1976/QĐ-TTg`.

    Laws and resolutions share their symbols, but each have numbers of their own.
    """
    numbered_alike = (cited.type in NAMED) == (document.type in NAMED)
    symbol = bool(cited.marks) and cited.marks == _marks(document)
    return cited.type == document.type or (symbol and numbered_alike)


def _marks(document: Document) -> frozenset[str]:
    symbol = symbols.read(document.symbol) if document.symbol else None
    return frozenset(symbol.marks) if symbol else frozenset()


def _fits(cited: Cited, document: Document) -> bool:
    """Say whether nothing that the article states contradicts a registered document."""
    term = as_number(document.term.split()[-1]) if document.term else 0
    issuer, level = canonical_issuer(document.issuer)
    years = {year for year in (cited.year, cited.date[:4], document.year) if year}
    return (
        (not document.year or len(years) == 1)
        and cited.marks <= _marks(document)
        and (not cited.term or cited.term == term or (not term and document.type in NAMED))
        and same_issuer(cited.issuer, cited.level, issuer, document.issuer_level or level)
    )


def _in_time(document: Document, published: dt.date | None) -> bool:
    """Say whether the document was issued by the date of the article, as far as both are known."""
    if published is None or not (document.issued_date or document.year):
        return True
    if document.issued_date:
        return issued(document) <= published
    return int(document.year) <= published.year


def _draft(documents: Sequence[Document], published: dt.date | None) -> Verdict:
    """Link a draft to the document of that name that was issued within three years after the article."""
    if published is None:
        return Verdict("unresolved", "a draft, and the date of the article is not known", _by_date(documents))
    last = published.replace(year=min(published.year + 3, dt.MAXYEAR), day=1)
    later = [document for document in documents if document.year and published <= issued(document) <= last]
    if len(later) == 1:
        return Verdict("resolved", "the draft of the one issued after the article", _by_date(later))
    return Verdict("ambiguous" if later else "unresolved", "a draft", _by_date(later))


def _version(cited: Cited, documents: Sequence[Document], published: dt.date | None, latest: int) -> Verdict:
    """Choose among the versions of a law: by the year stated, or the one in force at the article's date."""
    ids = _by_date(documents)
    if len(documents) == 1:
        if cited.year or cited.marks:
            return Verdict("resolved", "name and year", ids)
        year = documents[0].year or documents[0].issued_date[:4]
        if published is None and year and latest <= int(year):
            # the registry may lack the version that an older article means
            return Verdict("ambiguous", "nothing says that the article is later than the one registered", ids)
        return Verdict("resolved", "the only registered document of that name", ids)
    if published is None:
        return Verdict("ambiguous", "several versions, and neither a year nor the article's date", ids)
    if (published - max(issued(document) for document in documents)).days < _LATE:
        return Verdict("ambiguous", "a new version had just been passed at the article's date", ids)
    return Verdict("resolved", "the version in force at the article's date", ids)


def _evidence(cited: Cited, documents: Sequence[Document], registry: Registry, latest: int) -> Verdict:
    """Choose among the documents of a number: by what identifies it, else by what it is about."""
    subject, context = (about(said, documents, registry) for said in (cited.subject, cited.context))
    ids = tuple(sorted(_by_date(documents), key=lambda document: (-subject[document], -context[document])))
    if len(ids) == 1 and (why := _certain(cited, documents[0], latest)):
        other = cited.subject and documents[0].title and not subject[ids[0]] and why != "the symbol"
        return Verdict("ambiguous", "the subject is another", ids) if other else Verdict("resolved", why, ids)
    if _stands_out(subject, ids, _SUBJECT):
        return Verdict("resolved", "the subject", ids)
    if not cited.subject and _stands_out(context, ids, _CONTEXT):
        return Verdict("resolved", "the sentence around", ids)
    return Verdict(
        "ambiguous", "several documents of that number" if ids[1:] else "only the number agrees", ids
    )


def _stands_out(scores: dict[str, float], ids: Sequence[str], enough: float) -> bool:
    """Say whether the first of `ids` scores enough, and twice as much as any other."""
    best, *others = (scores[document] for document in ids)
    return best >= enough and all(best >= 2 * other for other in others)


def _certain(cited: Cited, document: Document, latest: int) -> str:
    """Say what makes the one candidate certain; empty when little more than its number speaks for it.

    Numbers of the Party return in each term, so the article must be known to be no older than the document.
    """
    yearly = document.issuer_level in _YEARLY
    year, issuer = cited.year or cited.date, cited.issuer or document.type == "nghị định"
    written, level = canonical_issuer(document.issuer)
    reasons = (
        # every province has a decision of that number
        (level.endswith("local") and cited.issuer != written, ""),
        (cited.type in _NICKNAMED, "its usual name"),
        (
            cited.plenum and cited.term and document.plenum.endswith("only"),
            "the only resolution of the plenum",
        ),
        (cited.plenum, ""),
        (cited.marks and (year or cited.term or not yearly), "the symbol"),
        (year and issuer, "number, issuer and year"),
        (year, "number and year"),
        (cited.term and cited.issuer, "number, issuer and term"),
        (issuer and not yearly and latest >= issued(document).year, "number and issuer"),
    )
    return next((reason for holds, reason in reasons if holds), "")


def _by_date(documents: Sequence[Document]) -> tuple[str, ...]:
    """Give ids, the latest document first."""
    ordered = sorted(documents, key=lambda document: (-issued(document).toordinal(), document.canonical_id))
    return tuple(document.canonical_id for document in ordered)
