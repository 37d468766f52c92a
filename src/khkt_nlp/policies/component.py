"""The spaCy component `khkt_policies`: the citations of an article, found and linked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from khkt_nlp import spans
from khkt_nlp.article import metadata
from khkt_nlp.errors import DataError
from khkt_nlp.modelfiles import ModelFiles
from khkt_nlp.policies.finder import find, find_anaphors
from khkt_nlp.policies.registry import Registry, parse_json, read
from khkt_nlp.policies.resolver import resolve

GROUP, LABEL = "policies", "POLICY"
ANAPHORS, ANAPHOR_LABEL = "policy_anaphors", "POLICY_ANAPHOR"
_FILE = "registry.json"


class PoliciesComponent(ModelFiles):
    """Finds and links citations; keeps the documents that a user added to the packaged registry.

    `doc.spans["policies"]` holds the citations; `doc.spans["policy_anaphors"]` what only points back to one
    (`Nghị định này`), linked the same way.
    """

    FILES = (_FILE,)

    def __init__(self, registry: str | None = None) -> None:
        # a saved pipeline is built from its configuration first, on a machine where the file may be missing,
        # and then given the documents themselves
        self._missing = registry if registry and not Path(registry).exists() else None
        self._added = read(Path(registry)) if registry and not self._missing else []
        self._assemble()

    def _assemble(self) -> None:
        self._registry = Registry.packaged().extended(self._added) if self._added else Registry.packaged()
        self._names = self._registry.name_keys()

    def _check(self) -> None:
        if self._missing:
            raise DataError(
                f"{self._missing}: there is no such file; give the path of a CSV or JSON registry."
            )

    def __call__(self, doc: Doc) -> Doc:
        """Write the span groups and return `doc`; raises `DataError` when the registry file is missing."""
        self._check()
        text = spans.text_of(doc)
        found = find(text, self._names) + find_anaphors(text)
        linked = resolve(found, self._registry, metadata.read(doc).published, text)
        spans.write(doc, GROUP, LABEL, [mention for mention in linked if not mention.anaphor])
        spans.write(doc, ANAPHORS, ANAPHOR_LABEL, [mention for mention in linked if mention.anaphor])
        return doc

    def model_files(self) -> Mapping[str, bytes]:
        """Give the user's documents, if there are any; the packaged ones come with the library."""
        rows = [asdict(document) for document in self._added]
        return {_FILE: json.dumps(rows, ensure_ascii=False).encode()} if rows else {}

    def take_model_files(self, files: Mapping[str, bytes]) -> None:
        """Take the user's documents; where none were saved, those of the configuration stay."""
        if files:
            self._added, self._missing = parse_json(files[_FILE].decode(), _FILE), None
            self._assemble()
        self._check()


@Language.factory("khkt_policies", default_config={"registry": None})
def create(nlp: Language, name: str, registry: str | None) -> PoliciesComponent:
    """Make the component; `registry` is the path of a CSV or JSON file that extends the packaged registry."""
    return PoliciesComponent(registry)
