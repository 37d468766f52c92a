"""The frame of a candidate: the pattern of cue, addressee or subject in which it stands, in one word each.

Linear weights cannot see that a reporting verb, a body and a head word follow one another; a frame says so.
"""

from __future__ import annotations

from collections.abc import Sequence

from khkt_nlp.recommendations.candidates import BOUNDARY, Candidate
from khkt_nlp.recommendations.lexicon import heads, opens_role
from khkt_nlp.recommendations.scan import Scan

# before or after a cue these make a noun of it: `các đề nghị`, `yêu cầu của`
_NOUN_BEFORE = frozenset(
    "các những của theo sự hồ đơn bản một nhiều mọi ý số mục từ với trước bằng điều trên vào đáp đúng văn"
    " quyền".split()
)
_NOUN_AFTER = frozenset("của này trên đó nói gì nào đối được ấy mà".split())
_PRONOUNS = frozenset("tôi anh cô em chị họ nó mình cháu con bạn ta mẹ bố vợ chồng".split())
_LONGEST_SUBJECT = 14


def frames(scan: Scan, candidates: Sequence[Candidate]) -> list[str]:
    """Give the frame of each of the candidates of one sentence, in order."""
    found: list[str] = []
    lead = "none"
    lead_cue = None
    for candidate in candidates:
        if candidate.kind == "modal":
            frame = f"modal {_subject(scan, candidate)} {_cue(scan, candidate)}"
            lead, lead_cue = "modal", candidate.cue
        elif candidate.kind in ("direct", "scope"):
            parts = (
                candidate.kind,
                _cue(scan, candidate),
                _between(scan, candidate),
                _opens(scan, candidate),
            )
            frame = " ".join(parts)
            if candidate.cue is not lead_cue:
                frame = f"first {frame}"
                lead, lead_cue = frame, candidate.cue
            else:
                frame = f"later {candidate.kind}"
        elif candidate.kind == "boundary":
            mark = (
                scan.words[candidate.at - 1] if candidate.at > scan.sentences[candidate.sentence][0] else "^"
            )
            same = "same" if candidate.cue is lead_cue else "new"
            frame = f"list {mark} {same} {lead if same == 'same' else _cue(scan, candidate)}"
        else:
            frame = f"subject {_subject(scan, candidate)}"
        found.append(frame)
    return found


def _cue(scan: Scan, candidate: Candidate) -> str:
    cue = candidate.cue
    if cue is None:
        return "bare" if candidate.inherited is None else f"bare-{candidate.inherited.cue.kind}"
    first, stop = scan.sentences[candidate.sentence]
    before = scan.words[cue.first - 1] if cue.first > first else "^"
    after = scan.words[cue.stop] if cue.stop < stop else "$"
    noun = before in _NOUN_BEFORE or after in _NOUN_AFTER
    return f"{cue.cue.kind}-{'noun' if noun else 'verb'}"


def _between(scan: Scan, candidate: Candidate) -> str:
    """Say what stands between the cue and the candidate."""
    assert candidate.cue is not None
    first, stop = candidate.cue.stop, candidate.at
    if first >= stop:
        return "nothing"
    if scan.words[first] in ("với", "cho", "tới", "lên", "rằng", ":", ",", "đến"):
        first += 1
    if first >= stop:
        return "link"
    marked = "," if any(word in BOUNDARY for word in scan.words[first:stop]) else ""
    if opens_role(scan.words, first, stop, "body") or opens_role(scan.words, first, stop, "title"):
        return f"body{marked}"
    return f"name{marked}" if scan.is_capital(first) else f"words{marked}"


def _opens(scan: Scan, candidate: Candidate) -> str:
    at = candidate.at
    words = scan.words
    if scan.is_capital(at):
        return "capital"
    pair = f"{words[at]} {words[at + 1]}" if at + 1 < len(words) else words[at]
    verbs = heads()
    if not verbs.opens(words[at], pair):
        return "unknown"
    return "strong" if verbs.weigh(words[at], pair) > 0 or pair in verbs.opening else "weak"


def _subject(scan: Scan, candidate: Candidate) -> str:
    """Say who stands before a modal or a head word: since the last mark, cue or sentence begin."""
    first, _ = scan.sentences[candidate.sentence]
    words = scan.words
    if candidate.cue is not None:
        first = max(first, candidate.cue.stop)
    start = candidate.at
    while start > max(first, candidate.at - _LONGEST_SUBJECT) and words[start - 1] not in BOUNDARY:
        start -= 1
    if start == candidate.at:
        return "none"
    if words[start] in _PRONOUNS:
        return "pronoun"
    if opens_role(words, start, candidate.at, "body"):
        return "body"
    if opens_role(words, start, candidate.at, "title"):
        return "title"
    return "name" if scan.is_capital(start) and start > scan.sentences[candidate.sentence][0] else "words"
