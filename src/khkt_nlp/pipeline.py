"""The default pipeline: which components, in which order, and where its model lies."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from itertools import tee
from pathlib import Path
from typing import Any

import spacy
from confection import ConfigValidationError
from spacy.language import Language
from spacy.tokens import Doc

from khkt_nlp.article import metadata
from khkt_nlp.article.models import Article
from khkt_nlp.errors import DataError, InputError

MODEL = "vi_khkt_news"

COMPONENTS = (
    "khkt_article",
    "khkt_sentences",
    "khkt_policies",
    "khkt_provinces",
    "khkt_names",
    "khkt_organizations",
    "khkt_people",
    "khkt_dates",
    "khkt_events",
    "khkt_entities",
    "khkt_recommendations",
)


def model_path(name: str = MODEL) -> Path:
    """Find a model: inside the installed package, or in `models/` of a checkout.

    Raises `DataError` when there is none of that name.
    """
    package = Path(__file__).resolve().parent
    for folder in (package / "models", package.parent.parent / "models"):
        if (folder / name / "config.cfg").is_file():
            return folder / name
    raise DataError(
        f"There is no model {name!r}: name a folder that `nlp.to_disk` or `khkt-nlp train` wrote; the "
        f"shipped one, {MODEL}, is in the khkt-nlp wheel and in a checkout."
    )


def load(name: str | Path = MODEL, *, config: dict[str, Any] | None = None) -> Language:
    """Load a pipeline: a name from `models/`, or the path of a folder that `nlp.to_disk` wrote.

    `config` overrides settings of the pipeline with spaCy's dotted names, for example
    `{"components.khkt_policies.registry": "my.csv"}`.

    Raises `InputError` when an argument is of the wrong type, and `DataError` when there is no such
    pipeline, when a file of it is missing or damaged, or when a setting does not fit.

    >>> nlp = load()
    >>> doc = nlp("UBND tỉnh Vĩnh Phúc họp ngày 25/11/2022.")
    >>> [span.text for span in doc.spans["provinces"]]
    ['tỉnh Vĩnh Phúc']
    """
    _check(name, config)
    path = Path(name)
    if not (path / "config.cfg").is_file():
        path = model_path(str(name))
    try:
        nlp = spacy.load(path, config=config or {})
    except (ValueError, OSError, ImportError) as error:
        raise DataError(
            f"The pipeline {path} cannot be loaded ({_reason(error)}): check its files and your settings."
        ) from error
    return _for_any_length(nlp)


def _for_any_length(nlp: Language) -> Language:
    # spaCy's limit guards neural models, which need memory by the text; ours is linear and small
    nlp.max_length = sys.maxsize
    return nlp


def _check(name: object, config: object) -> None:
    if not isinstance(name, str | os.PathLike):
        raise InputError(f"The model is of the type {type(name).__name__}: give its name or its folder.")
    settings = {} if config is None else config
    if not isinstance(settings, dict) or not all(isinstance(key, str) for key in settings):
        raise InputError(
            'The config is no dictionary with strings for keys: write {"components.khkt_policies.registry": '
            '"my.csv"}.'
        )


def _reason(error: Exception) -> str:
    """Say in a line what spaCy says in many."""
    if isinstance(error, ConfigValidationError) and error.errors:
        first = error.errors[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    lines = [line.strip().rstrip(".") for line in str(error).splitlines()]
    return next(filter(None, lines), type(error).__name__)


def blank() -> Language:
    """Assemble the pipeline with untrained components."""
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "khkt.Tokenizer.v1"}}})
    for component in COMPONENTS:
        nlp.add_pipe(component)
    return _for_any_length(nlp)


def make_doc(nlp: Language, article: Article) -> Doc:
    """Tokenize `article` and attach what is known of it, ready for `nlp(doc)` or `nlp.pipe`."""
    return next(make_docs(nlp, [article]))


def make_docs(nlp: Language, articles: Iterable[Article]) -> Iterator[Doc]:
    """Do so for many articles, which takes two thirds of the time; `nlp.pipe(make_docs(nlp, articles))`.

    >>> nlp = load()
    >>> articles = [Article("Hội thảo tại Hà Nội."), Article("Họp tại TP.HCM.")]
    >>> [[span.text for span in doc.spans["provinces"]] for doc in nlp.pipe(make_docs(nlp, articles))]
    [['Hà Nội'], ['TP.HCM']]
    """
    given, read = tee(articles)
    tokenizer: Any = nlp.tokenizer
    for article, doc in zip(given, tokenizer.pipe(one.text for one in read), strict=True):
        known = metadata.Metadata(article.id, article.title, article.published, article.source, article.body)
        metadata.write(doc, known)
        yield doc
