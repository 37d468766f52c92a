"""Writing a text with its citations marked, as HTML or Markdown."""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import Literal

from khkt_nlp import markdown
from khkt_nlp.errors import InputError
from khkt_nlp.policies.models import PolicyMention


def annotate(text: str, mentions: Iterable[PolicyMention], to: Literal["html", "markdown"] = "html") -> str:
    r"""Give `text` with a link around each mention: its id as the target, or marked without one.

    The text itself is escaped, so that nothing in it becomes mark-up. Of mentions that overlap the longest
    stays, the first of equals. Raises `InputError` for an unknown `to` or offsets outside of the text.

    >>> from khkt_nlp.policies import find, resolve
    >>> text = "Nghị định 46/2016/NĐ-CP <mới>"
    >>> annotate(text, resolve(find(text)))
    '<a class="policy" href="#nd.46.2016.cp" title="resolved">Nghị định 46/2016/NĐ-CP</a> &lt;mới&gt;'
    >>> annotate(text, resolve(find(text)), to="markdown")
    '[Nghị định 46/2016/NĐ-CP](#nd.46.2016.cp) \\<mới\\>'
    """
    if to not in ("html", "markdown"):
        raise InputError(f"annotate: {to!r} is unknown; ask for 'html' or 'markdown'.")
    escape = _escape_html if to == "html" else markdown.escape
    link = _html if to == "html" else _markdown
    parts, done = [], 0
    for mention in _apart(mentions, len(text)):
        parts.append(escape(text[done : mention.start]))
        parts.append(link(escape(text[mention.start : mention.end]), mention))
        done = mention.end
    parts.append(escape(text[done:]))
    return "".join(parts)


def _apart(mentions: Iterable[PolicyMention], length: int) -> list[PolicyMention]:
    """Keep mentions that do not overlap, longest first, and give them in text order."""
    kept: list[PolicyMention] = []
    taken = bytearray(length)
    for mention in sorted(mentions, key=lambda m: (m.start - m.end, m.start)):
        if not 0 <= mention.start < mention.end <= length:
            span = f"{mention.start}:{mention.end}"
            raise InputError(f"annotate: {span} is outside of the text; pass the text it was found in.")
        if not any(taken[mention.start : mention.end]):
            taken[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)
            kept.append(mention)
    return sorted(kept, key=lambda mention: mention.start)


def _escape_html(text: str) -> str:
    return html.escape(text, quote=True)


def _html(shown: str, mention: PolicyMention) -> str:
    status = html.escape(mention.status or "found", quote=True)
    if mention.canonical_id:
        target = html.escape(mention.canonical_id, quote=True)
        return f'<a class="policy" href="#{target}" title="{status}">{shown}</a>'
    return f'<span class="policy" title="{status}">{shown}</span>'


def _markdown(shown: str, mention: PolicyMention) -> str:
    return f"[{shown}](#{mention.canonical_id})" if mention.canonical_id else f"**{shown}**"
