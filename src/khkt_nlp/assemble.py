"""Writing the default pipeline: `python -m khkt_nlp.assemble models/vi_khkt_news`.

Training writes the weights of one component into its folder of the model; this joins the folders into
a pipeline that `khkt_nlp.load` reads. Run it after training, or after a change of the configuration.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import khkt_nlp
from khkt_nlp.pipeline import blank


def assemble(folder: Path) -> None:
    """Write the pipeline into `folder`, with the weights that already lie there."""
    nlp = blank()
    nlp.meta.update(
        name="khkt_news",
        version=khkt_nlp.__version__,
        description="Vietnamese public-affairs news: entities, policy documents, recommendations",
        license="Apache-2.0",
    )
    for name, component in nlp.pipeline:
        if (folder / name).exists() and hasattr(component, "from_disk"):
            component.from_disk(folder / name)
    nlp.to_disk(folder)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Join the folders of a model into a pipeline.")
    parser.add_argument("folder", type=Path, help="the model, for example models/vi_khkt_news")
    assemble(parser.parse_args().folder)
