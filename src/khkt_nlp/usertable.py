"""How a component keeps a table of the user's: the file that a setting names, and the copy that is saved."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from pathlib import Path

from khkt_nlp.errors import DataError
from khkt_nlp.modelfiles import ModelFiles

_TABLE, _PATH = "table.txt", "table_path.txt"


class UserTable(ModelFiles):
    """Gives a component a table of the user's, and saves a copy of it with the path that it came from.

    The file that the setting names counts while it is there. Its saved copy counts where it is gone, and any
    saved copy where the setting names nothing. A file that is neither there nor saved is an error, told when
    the pipeline is loaded and when it reads.

    `table`, `table_path`: the text and the path that count; both are empty where there is none.
    """

    FILES = (_TABLE, _PATH)

    def __init__(self, path: str | None) -> None:
        self._named = path or ""
        # spaCy makes a saved pipeline from its settings, where the file may be gone, before it gives the copy
        self._there = bool(self._named) and Path(self._named).is_file()
        self._take(*(self.read_table(self._named), self._named) if self._there else ("", ""))

    @abstractmethod
    def read_table(self, path: str) -> str:
        """Give the text of the file; raises `DataError` when it cannot be read."""

    @abstractmethod
    def use_table(self) -> None:
        """Build what the component knows from `table`; raises `DataError` for a row that does not pass."""

    def check_table(self) -> None:
        """Raise `DataError` when the file that the setting names is neither there nor saved."""
        if self._named and not self.table_path:
            self._take(self.read_table(self._named), self._named)

    def model_files(self) -> Mapping[str, bytes]:
        """Give the table and its path, if there is one."""
        if not self.table_path:
            return {}
        return {_TABLE: self.table.encode(), _PATH: self.table_path.encode()}

    def take_model_files(self, files: Mapping[str, bytes]) -> None:
        """Take the saved table where it counts, and none where nothing is named or saved."""
        if self._there:
            return
        try:
            text, path = (files[name].decode() for name in self.FILES) if files else ("", "")
        except (KeyError, UnicodeDecodeError) as error:
            raise DataError("The saved table is damaged: save the pipeline again.") from error
        if self._named in ("", path):
            self._take(text, path)
        self.check_table()

    def _take(self, table: str, path: str) -> None:
        self.table, self.table_path = table, path
        self.use_table()
