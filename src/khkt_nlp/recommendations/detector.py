"""From a text to its recommendations: candidates, their probabilities, clauses, labels, force, parties."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, islice

import numpy as np

from khkt_nlp.arrays import Doubles
from khkt_nlp.article.normalization import View, normalize
from khkt_nlp.blocks import blocks
from khkt_nlp.policies import PolicyMention
from khkt_nlp.policies import find as find_policies
from khkt_nlp.recommendations.actors import Actors
from khkt_nlp.recommendations.batch import Batch
from khkt_nlp.recommendations.candidates import NO_LIST, Candidate, find_candidates
from khkt_nlp.recommendations.clauses import clause_ends
from khkt_nlp.recommendations.context import context_rows
from khkt_nlp.recommendations.deadlines import find_deadline
from khkt_nlp.recommendations.features import Features, features
from khkt_nlp.recommendations.forces import force_of
from khkt_nlp.recommendations.labels import (
    ClauseWords,
    CueTable,
    choose_labels,
    citations,
    clause_bags,
    clause_words,
    cue_table,
)
from khkt_nlp.recommendations.model import RecommendationModel, sigmoid
from khkt_nlp.recommendations.models import Piece, RecommendationMention
from khkt_nlp.recommendations.parties import NOBODY, find_parties
from khkt_nlp.recommendations.scan import Scan, scan_all
from khkt_nlp.recommendations.slots import Slots
from khkt_nlp.recommendations.taxonomy import Taxonomy

_SHORTEST = 5
_LEAST_ITEMS = 3
# a reporting verb opens an action if no more words stand before it: `khẩn trương chỉ đạo`
_OPENING = 3
_MOST_WORDS = 1 << 15


@dataclass(frozen=True, slots=True)
class Article:
    """A text and what is known of it; offsets are code points into it.

    `organizations`, `people`: known ones, which help to say who asks whom. `titles`: the title, where a verb
    phrase without a word that asks for it says what the article is about. `policies`: the documents that
    it cites, None if nobody looked for them.
    """

    text: str
    organizations: Sequence[Piece] = ()
    people: Sequence[Piece] = ()
    titles: Sequence[Piece] = ()
    policies: Sequence[PolicyMention] | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A text prepared for scoring: its view, its words, its candidates."""

    view: View
    scan: Scan
    candidates: list[Candidate]


def read(texts: Sequence[str]) -> tuple[list[Reading], Batch]:
    """Prepare texts: normalise them, cut them into words, find the candidates."""
    views = [normalize(text) for text in texts]
    scans = scan_all([view.text for view in views])
    batch = Batch(scans)
    return list(map(Reading, views, scans, find_candidates(batch))), batch


def probabilities(batch: Batch, seen: Features, model: RecommendationModel) -> Doubles:
    """Give for each candidate the calibrated probability that it begins a recommendation."""
    scores = model.detector.score(seen.candidates)[:, 0].astype(np.float64)
    whole = model.sentences.score_bags(seen.sentences)[:, 0]
    return sigmoid(model.context.score(context_rows(batch, seen.own, scores, seen.numbers, whole)))


def find(
    text: str, model: RecommendationModel, *, threshold: float | None = None
) -> list[RecommendationMention]:
    """Find the recommendations of `text`, in order; offsets are code points into it.

    `threshold` replaces the model's own.
    """
    return find_all([Article(text)], model, threshold=threshold)[0]


def find_all(
    articles: Sequence[Article], model: RecommendationModel, *, threshold: float | None = None
) -> list[list[RecommendationMention]]:
    """Find the recommendations of each article, as `find` does; many at once take half the time."""
    if not articles:
        return []
    readings, batch = read([article.text for article in articles])
    found: list[list[RecommendationMention]] = [[] for _ in articles]
    some = [number for number, reading in enumerate(readings) if reading.candidates]
    if not some:
        return found
    seen = features(batch, [reading.candidates for reading in readings])
    scored = np.split(probabilities(batch, seen, model), np.flatnonzero(np.diff(seen.own.texts)) + 1)
    least = model.threshold if threshold is None else threshold
    taken: dict[int, _Taken] = {}
    done = 0
    for number, own in zip(some, scored, strict=True):
        article, reading = articles[number], readings[number]
        scores = _as_fellows(reading.candidates, own)
        scores[list(_bare_titles(reading, article.titles))] = 0.0
        chosen = select(reading.candidates, scores.tolist(), least)
        if chosen:
            candidates = [reading.candidates[index] for index in chosen]
            clauses = clause_ends(reading.scan, candidates)
            of_force = seen.force[[done + index for index in chosen]]
            taken[number] = _Taken(article, reading, candidates, clauses, scores[chosen].tolist(), of_force)
        done += len(own)
    labels = iter(label_scores([words for one in taken.values() for words in _words(one)], model))
    for number, one in taken.items():
        found[number] = _mentions(one, list(islice(labels, len(one.clauses))), model)
    return found


@dataclass(frozen=True, slots=True)
class _Taken:
    """The candidates of an article that were taken, each with its clause, score and slots of its force."""

    article: Article
    reading: Reading
    candidates: Sequence[Candidate]
    clauses: Sequence[Piece]
    scores: Sequence[float]
    force: Slots


def _words(taken: _Taken) -> list[ClauseWords]:
    """Give what the labels of the clauses are read from."""
    text, policies = taken.article.text, taken.article.policies
    cited = citations(text, find_policies(text) if policies is None else policies, taken.reading.view)
    return clause_words(taken.reading.scan, taken.clauses, cited)


def _mentions(
    taken: _Taken, labels: Sequence[dict[str, float]], model: RecommendationModel
) -> list[RecommendationMention]:
    """Say of the clauses of an article with what force they ask for what, and who asks whom."""
    article, view, scanned = taken.article, taken.reading.view, taken.reading.scan
    known = ([view.from_source(*one) for one in named] for named in (article.organizations, article.people))
    actors = Actors(scanned, *known)
    forces = force_of(actors, taken.candidates, taken.force, model)
    parties = find_parties(actors, taken.candidates, taken.clauses)
    found: list[RecommendationMention] = []
    for clause, score, force, who, probable in zip(
        taken.clauses, taken.scores, forces, parties, labels, strict=True
    ):
        start, end = view.to_source(*clause)
        proposer_start, proposer_end = _to_source(view, who.proposer)
        addressee_start, addressee_end = _to_source(view, who.addressee)
        found.append(
            RecommendationMention(
                start=start,
                end=end,
                labels=choose_labels(probable, model.label_threshold, model.taxonomy.rest),
                scores={name: round(value, 4) for name, value in probable.items()},
                score=round(score, 4),
                force=force,
                proposer=article.text[proposer_start:proposer_end] if proposer_end > 0 else "",
                proposer_start=proposer_start,
                proposer_end=proposer_end,
                addressee=article.text[addressee_start:addressee_end] if addressee_end > 0 else "",
                addressee_start=addressee_start,
                addressee_end=addressee_end,
                deadline=find_deadline(view.text[slice(*clause)]),
            )
        )
    return found


def _bare_titles(reading: Reading, titles: Sequence[Piece]) -> Iterator[int]:
    """Give the candidates that stand in a title with no cue before them."""
    pieces = sorted(reading.view.from_source(*title) for title in titles)
    starts = [start for start, _ in pieces]
    ends = list(accumulate((end for _, end in pieces), max, initial=0))
    for index, candidate in enumerate(reading.candidates):
        at = reading.scan.starts[candidate.at]
        bare = candidate.cue is None and candidate.kind != "modal"
        if bare and at < ends[bisect_right(starts, at)]:
            yield index


def _as_fellows(candidates: Sequence[Candidate], scores: Doubles) -> Doubles:
    """Draw the score of an item of a list half way to the median of the list, if it is lower.

    The items of a list are of one kind; the detector, which looks two sentences around, does not know them.
    """
    lists: dict[int, list[int]] = {}
    for index, candidate in enumerate(candidates):
        if candidate.item_of != NO_LIST:
            lists.setdefault(candidate.item_of, []).append(index)
    drawn = scores.copy()
    for items in lists.values():
        if len(items) >= _LEAST_ITEMS:
            drawn[items] = np.maximum(scores[items], (scores[items] + np.median(scores[items])) / 2)
    return drawn


def select(candidates: Sequence[Candidate], scored: Sequence[float], threshold: float) -> list[int]:
    """Choose the candidates that begin a clause: those that reach `threshold`.

    Of those right of one reporting verb with no mark between, only the best: they read one clause. Of a
    directive inside a directive (`yêu cầu sở chỉ đạo các trường kiểm tra`) only the first.
    """
    chosen: list[int] = []
    for index, (candidate, score) in enumerate(zip(candidates, scored, strict=True)):
        if score < threshold:
            continue
        if chosen and _rival(candidates[chosen[-1]], candidate):
            if score > scored[chosen[-1]]:
                chosen[-1] = index
            continue
        if chosen and (
            _too_close(candidates[chosen[-1]], candidate) or _passed_on(candidates[chosen[-1]], candidate)
        ):
            continue
        chosen.append(index)
    return chosen


def _too_close(before: Candidate, candidate: Candidate) -> bool:
    """Say whether too few words stand between for a clause: `cần quan tâm, bố trí vốn` is one action."""
    least = _SHORTEST + (before.kind == "modal")
    return before.sentence == candidate.sentence and candidate.at - before.at < least


def _passed_on(before: Candidate, candidate: Candidate) -> bool:
    """Say whether `candidate` stands right of a reporting verb that opens the action of `before`.

    In the annotated articles both begin an action in 3 of 870 such pairs.
    """
    return (
        before.sentence == candidate.sentence
        and candidate.kind in ("scope", "direct")
        and candidate.cue is not None
        and candidate.cue.cue.kind == "report"
        and before.at <= candidate.cue.first <= before.at + _OPENING
    )


def _rival(before: Candidate, candidate: Candidate) -> bool:
    return (
        before.sentence == candidate.sentence
        and candidate.kind in ("scope", "direct")
        and (candidate.cue is None or candidate.cue.first < before.at)
    )


def label_scores(clauses: Sequence[ClauseWords], model: RecommendationModel) -> list[dict[str, float]]:
    """Give the calibrated probability of each label for `clauses`."""
    found: list[dict[str, float]] = []
    # a text of many clauses takes no more memory than articles do
    for block in blocks(clauses, ClauseWords.size, most=_MOST_WORDS):
        scores = model.labels.score_bags(clause_bags(block, _cues(model.taxonomy)))
        calibrated: Doubles = scores * model.slopes + model.shifts
        found += [dict(zip(model.taxonomy.names, row, strict=True)) for row in sigmoid(calibrated).tolist()]
    return found


@lru_cache(maxsize=4)
def _cues(taxonomy: Taxonomy) -> CueTable:
    return cue_table(taxonomy)


def _to_source(view: View, piece: Piece) -> Piece:
    return NOBODY if piece == NOBODY or piece[0] >= piece[1] else view.to_source(*piece)
