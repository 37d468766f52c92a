"""Read Vietnamese public-affairs news: a text in, one structured, checkable summary out.

`analyze` reads one article and gives a `Record`; `load` gives the spaCy pipeline behind it.
The names below are imported at first use, so that `khkt_nlp.policies` works without loading spaCy.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from khkt_nlp.analysis import analyze, analyze_file, analyze_html
    from khkt_nlp.errors import DataError, InputError, KhktError
    from khkt_nlp.pipeline import load
    from khkt_nlp.summary.schema import Record

__version__ = "0.1.0"

__all__ = [
    "DataError",
    "InputError",
    "KhktError",
    "Record",
    "__version__",
    "analyze",
    "analyze_file",
    "analyze_html",
    "load",
]

_HOME = {
    "DataError": "khkt_nlp.errors",
    "InputError": "khkt_nlp.errors",
    "KhktError": "khkt_nlp.errors",
    "Record": "khkt_nlp.summary.schema",
    "analyze": "khkt_nlp.analysis",
    "analyze_file": "khkt_nlp.analysis",
    "analyze_html": "khkt_nlp.analysis",
    "load": "khkt_nlp.pipeline",
}


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
