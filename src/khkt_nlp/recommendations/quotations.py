"""Who is quoted, and with which verb: `“Các sở cần …”, ông Bình đề nghị`."""

from __future__ import annotations

from khkt_nlp.recommendations.actors import Actors
from khkt_nlp.recommendations.cues import Cue, cues, find_cues
from khkt_nlp.recommendations.lexicon import opening_phrases, opens_role, opens_with
from khkt_nlp.recommendations.models import Piece
from khkt_nlp.recommendations.scan import Scan

_LONGEST_QUOTE = 80
_LONGEST_REPORT = 24
_QUOTES = frozenset("“”\"'")
_AFTER_QUOTE = frozenset(",-–.”\"'’")
_SENTENCE_ENDS = frozenset('.;”"“')
_PAUSES = frozenset(".,!?")


def quoted(actors: Actors, at: int) -> Piece | None:
    """Read who is quoted with the words at `at`; None for nobody."""
    found = _speaker(actors, at)
    if found is None:
        return None
    words = actors.scan.words
    last = min(len(words), found[0] + _LONGEST_REPORT)
    verbs = opening_phrases("says", "speaks", "predicate")
    for index in range(found[1], last):
        if words[index] in _SENTENCE_ENDS:
            break
        if opens_with(verbs, words, index, last):
            return found
    return None


def quoting_cue(actors: Actors, at: int) -> Cue | None:
    """Give the cue that reports the quotation which word `at` stands in, a verb that ends the sentence.

    `…”, ông Bình đề nghị` reports the quotation, `…”, ông Bình yêu cầu sở báo cáo` what follows.
    """
    found = _speaker(actors, at)
    if found is None:
        return None
    words = actors.scan.words
    index, last = found[1], min(len(words), found[0] + _LONGEST_REPORT)
    while size := opens_role(words, index, last, "adverb"):
        index += size
    match = next(iter(find_cues(words, cues(), range(index, min(index + 1, last)), last)), None)
    return match.cue if match and _ends_sentence(actors.scan, match.stop) else None


def _ends_sentence(scan: Scan, stop: int) -> bool:
    """Say whether a sentence ends before word `stop`."""
    if stop >= len(scan.words) or scan.words[stop] in _SENTENCE_ENDS:
        return True
    return "\n" in scan.text[scan.ends[stop - 1] : scan.starts[stop]]


def _speaker(actors: Actors, at: int) -> Piece | None:
    """Read the actor right behind the quotation that word `at` stands in."""
    words = actors.scan.words
    closing = _closing_quote(actors.scan, at)
    if closing is None:
        return None
    last = min(len(words), closing + 1 + _LONGEST_REPORT)
    start = closing + 1
    while start < last and words[start] in _AFTER_QUOTE:
        start += 1
    return actors.at(start, last)


def _closing_quote(scan: Scan, at: int) -> int | None:
    """Give the mark that closes the quotation which word `at` stands in; None if it stands in none."""
    words = scan.words
    last = min(len(words) - 1, at + _LONGEST_QUOTE)
    if _QUOTES.isdisjoint(words[at:last]):
        return None
    for index in [place for place in range(at, last) if words[place] in _QUOTES]:
        if words[index] == "“":
            return None
        if words[index] == "”" or words[index - 1] in _PAUSES:
            return index
        # a straight mark closes before a small letter, but for one that stands close to its word
        if not scan.is_capital(index + 1):
            return None if _opens(scan, index) else index
    return None


def _opens(scan: Scan, index: int) -> bool:
    """Say whether the straight mark `index` opens a quotation: `ông nói "công an còn …`."""
    close = scan.ends[index - 1] < scan.starts[index] and scan.ends[index] == scan.starts[index + 1]
    words = scan.words
    spoken = opens_role(words, index + 1, len(words), "address")
    return close and words[index + 1].isalpha() and not spoken
