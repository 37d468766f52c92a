"""The command line, `khkt-nlp` or `python -m khkt_nlp`: loads it so that Ctrl-C ends that quietly too."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line."""
    try:
        from khkt_nlp.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(130)  # `cli.INTERRUPTED`, which may not have been loaded yet


if __name__ == "__main__":
    main()
