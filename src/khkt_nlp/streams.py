"""How a component reads a stream of documents several at a time, which takes less time than one by one."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from spacy.tokens import Doc
from spacy.util import raise_error

from khkt_nlp import spans
from khkt_nlp.blocks import blocks

ErrorHandler = Callable[[str, Any, list[Doc], Exception], object]


class StreamReader(ABC):
    """Gives a component what `nlp`, `nlp.pipe` and `nlp.set_error_handler` call.

    `name`: what it is called in the pipeline.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._on_error: ErrorHandler = raise_error

    @abstractmethod
    def annotate(self, docs: Sequence[Doc]) -> None:
        """Write into each of `docs` what is found in it, whatever was written there before."""

    def set_error_handler(self, handler: ErrorHandler) -> None:
        """Have `handler` told of documents that cannot be read; without one, the error is raised."""
        self._on_error = handler

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document."""
        self.annotate([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], **kwargs: Any) -> Iterator[Doc]:
        """Annotate documents, several at a time; those that cannot be read are left out."""
        for docs in blocks(stream, lambda doc: len(spans.text_of(doc))):
            yield from self._annotated(docs)

    def _annotated(self, docs: list[Doc]) -> list[Doc]:
        try:
            self.annotate(docs)
        except Exception as error:
            if len(docs) > 1:  # read each alone, to find the one that fails
                return [doc for one in docs for doc in self._annotated([one])]
            self._on_error(self.name, self, docs, error)
            return []
        return docs
