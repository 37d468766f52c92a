"""Other segmenters, asked about the tokens of a corpus: what they think is what the default one learns from.

An opinion says of each token how surely it goes on with the word before it, 0 to 1. None of this is needed
to run a model.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import numpy as np

from khkt_nlp.arrays import Doubles, Singles
from khkt_nlp.errors import DataError, InputError
from khkt_nlp.segmentation import pyvi, underthesea
from khkt_nlp.segmentation.training_data import Corpus
from khkt_nlp.sequence import decoding
from khkt_nlp.sequence.ngrams import NgramModel

Opinion = Singles

# sentences, and tokens, that are handled in one go
_SENTENCES, _TOKENS = 20_000, 1 << 20

# no teacher is surer than this
_DOUBT = 1e-3

# RDRsegmenter has no command for text that is cut into tokens, only a method
_JAVA = """class Lines {
    public static void main(String[] files) throws Exception {
        new RDRsegmenter().segmentTokenizedCorpus(files[0]);
    }
}
"""


def ask_underthesea(corpus: Corpus) -> Opinion:
    """Return the marginal probabilities of the word model of the installed underthesea."""
    lexer, model = underthesea.load()
    names = [lexer.spell(name) for name in corpus.names]
    return _marginals(corpus, model, names, [lexer.kind(name) for name in names])


def ask_pyvi(corpus: Corpus) -> Opinion:
    """Return the marginal probabilities of the word model of the installed pyvi."""
    return _marginals(corpus, pyvi.load(), corpus.names, [pyvi.kind(name) for name in corpus.names])


def _marginals(corpus: Corpus, model: NgramModel, names: Sequence[str], classes: Sequence[int]) -> Opinion:
    """Return how probable the second label of `model` is; `names`, `classes`: what it sees of each name."""
    tokens = model.tokens(names, classes)
    numbers = np.arange(len(names) + 2)
    opinion = np.empty(len(corpus.tokens), dtype=np.float32)
    end = 0
    for sentences in np.array_split(np.arange(len(corpus.lengths)), 1 + len(corpus.lengths) // _SENTENCES):
        part = corpus.take(sentences)
        places, padded = part.padded(numbers)
        scores = model.emissions(tokens, padded)[places]
        start, end = end, end + len(places)
        opinion[start:end] = decoding.marginals(scores, model.transition, part.lengths)[:, 1]
    return opinion


def ask_rdrsegmenter(corpus: Corpus, folder: Path) -> Opinion:
    """Return the labels of RDRsegmenter, run by the `java` of this machine.

    `folder`: a compiled checkout of <https://github.com/datquocnguyen/RDRsegmenter> (Apache-2.0). Raises
    `InputError` if it does not run, `DataError` if it gives back other tokens than it was given.
    """
    # neither empty tokens nor its own mark come back as they were
    names = [name.replace("_", "-") or "-" for name in corpus.names]
    with tempfile.TemporaryDirectory() as temporary:
        program, text = Path(temporary, "Lines.java"), Path(temporary, "text")
        program.write_text(_JAVA, "utf-8")
        with text.open("w", encoding="utf-8") as file:
            ends = np.cumsum(corpus.lengths)
            for start, end in zip((ends - corpus.lengths).tolist(), ends.tolist(), strict=True):
                file.write(" ".join([names[token] for token in corpus.tokens[start:end].tolist()]) + "\n")
        command = ["java", "-Dfile.encoding=UTF-8", "-cp", ".", str(program), str(text)]
        try:
            subprocess.run(command, cwd=folder, check=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise InputError(
                f"{folder}: RDRsegmenter does not run there ({error}); install Java and run `javac *.java`."
            ) from error
        segmented = np.frombuffer(Path(f"{text}.WS").read_bytes(), dtype=np.uint8)
    # each token is followed by what parts it from the next: a blank, `_` within a word, or the line end
    parting = np.isin(segmented, np.frombuffer(b" _\n", dtype=np.uint8))
    # a line may begin with a `_` that belongs to no token
    parting[1:] &= (segmented[1:] != ord("_")) | (segmented[:-1] != ord("\n"))
    parting[0] &= segmented[0] != ord("_")
    marks = segmented[parting]
    if not np.array_equal(np.flatnonzero(marks == ord("\n")) + 1, np.cumsum(corpus.lengths)):
        raise DataError(f"{folder}: RDRsegmenter gave back other tokens; use its version of 2022-11-23.")
    return np.append(np.float32(0), (marks[:-1] == ord("_")).astype(np.float32))


def weigh(treebank: Corpus, on_treebank: Sequence[Opinion], on_news: Sequence[Opinion]) -> Opinion:
    """Return one opinion on news of the opinions of several teachers.

    How far to trust whom, alone and together, a logistic regression learns from the treebank.
    """
    from sklearn.linear_model import LogisticRegression

    judge = LogisticRegression(max_iter=1000).fit(_evidence(on_treebank), treebank.goes_on > 0.5)
    size = len(on_news[0])
    parts = (slice(start, start + _TOKENS) for start in range(0, size, _TOKENS))
    decided = [judge.predict_proba(_evidence([opinion[part] for opinion in on_news])) for part in parts]
    joined: Opinion = np.concatenate(decided)[:, 1].astype(np.float32)
    return joined


def _evidence(opinions: Sequence[Opinion]) -> Doubles:
    """Return log odds, from -1 (sure that a word begins) to 1, and their products by two."""
    clipped = [np.clip(opinion.astype(np.float64), _DOUBT, 1 - _DOUBT) for opinion in opinions]
    odds = [np.log(p / (1 - p)) / np.log((1 - _DOUBT) / _DOUBT) for p in clipped]
    return np.column_stack([*odds, *(first * second for first, second in combinations(odds, 2))])
