"""The spaCy component `khkt_policies`: the citations of an article, found and linked."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from khkt_nlp import spans
from khkt_nlp.article import metadata
from khkt_nlp.policies.finder import find, find_anaphors
from khkt_nlp.policies.registry import Registry, parse, read_text
from khkt_nlp.policies.resolver import resolve
from khkt_nlp.usertable import UserTable

GROUP, LABEL = "policies", "POLICY"
ANAPHORS, ANAPHOR_LABEL = "policy_anaphors", "POLICY_ANAPHOR"


class PoliciesComponent(UserTable):
    """Finds and links citations; `registry` is a file that extends the packaged registry, or None.

    `doc.spans["policies"]` holds the citations; `doc.spans["policy_anaphors"]` what only points back to one
    (`Nghị định này`), linked the same way.
    """

    def __init__(self, registry: str | None = None) -> None:
        super().__init__(registry)

    def read_table(self, path: str) -> str:
        """Give the text of a registry; raises `DataError` when it cannot be read."""
        return read_text(path)

    def use_table(self) -> None:
        """Extend the packaged registry; raises `DataError` with the line of a row that does not pass."""
        packaged = Registry.packaged()
        rows = parse(self.table, self.table_path) if self.table_path else []
        self._registry = packaged.extended(rows) if rows else packaged
        self._names = self._registry.name_keys()

    def __call__(self, doc: Doc) -> Doc:
        """Write the span groups and return `doc`; raises `DataError` when the registry file is missing."""
        self.check_table()
        text = spans.text_of(doc)
        found = find(text, self._names) + find_anaphors(text)
        linked = resolve(found, self._registry, metadata.read(doc).published, text)
        spans.write(doc, GROUP, LABEL, [mention for mention in linked if not mention.anaphor])
        spans.write(doc, ANAPHORS, ANAPHOR_LABEL, [mention for mention in linked if mention.anaphor])
        return doc


@Language.factory("khkt_policies", default_config={"registry": None})
def create(nlp: Language, name: str, registry: str | None) -> PoliciesComponent:
    """Make the component; `registry` is the path of a CSV or JSON file that extends the packaged registry."""
    return PoliciesComponent(registry)
