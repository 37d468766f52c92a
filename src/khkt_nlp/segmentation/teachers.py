"""Other segmenters, asked about the tokens of a corpus: what they think is what the default one learns from.

An opinion says of each token how surely it goes on with the word before it, 0 to 1. None of this is needed
to run a model.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from importlib import resources
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from khkt_nlp.errors import DataError, InputError
from khkt_nlp.segmentation import underthesea
from khkt_nlp.segmentation.training_data import Corpus
from khkt_nlp.sequence import decoding
from khkt_nlp.sequence.chain import LinearChain
from khkt_nlp.sequence.ngrams import NgramModel, Ngrams, Order, Tokens, key

Opinion = NDArray[np.float32]

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
    from pyvi.ViTokenizer import ViTokenizer

    model = _read_pyvi(LinearChain.from_crfsuite(ViTokenizer.model.modelfile.name), pyvi_dictionary())
    return _marginals(corpus, model, corpus.names, [_class_of_pyvi(name) for name in corpus.names])


def _marginals(corpus: Corpus, model: NgramModel, names: Sequence[str], classes: Sequence[int]) -> Opinion:
    """Return how probable the second label of `model` is; `names`, `classes`: what it sees of each name."""
    lower = np.array([*(model.lower.get(name.lower(), 0) for name in names), 0, 0])
    spelt = np.array([*(model.spelt.get(name, 0) for name in names), 0, 0])
    kinds = np.array([*classes, model.classes - 2, model.classes - 1])
    tokens = Tokens(model.unigrams(lower, spelt, kinds), lower, spelt, kinds)
    opinion = np.empty(len(corpus.tokens), dtype=np.float32)
    end = 0
    for sentences in np.array_split(np.arange(len(corpus.lengths)), 1 + len(corpus.lengths) // _SENTENCES):
        part = corpus.take(sentences)
        places, padded = part.padded(np.arange(len(kinds)))
        scores = model.emissions(tokens, padded)[places]
        start, end = end, end + len(places)
        opinion[start:end] = decoding.marginals(scores, model.transition, part.lengths)[:, 1]
    return opinion


def _class_of_pyvi(name: str) -> int:
    return name.isupper() + 2 * name.istitle() + 4 * name.isdigit()


def _read_pyvi(chain: LinearChain, dictionary: Sequence[str]) -> NgramModel:
    """Lay out pyvi's model, whose attributes are strings, as one of n-grams."""

    def weights(*names: str) -> NDArray[np.float64]:
        """Return what these attributes, one an offset, add to going on: (offsets, 1)."""
        rows = chain.emission[[chain.attributes.get(name, -1) for name in names]]
        return rows[:, [1]] - rows[:, [0]]

    if chain.labels != ("B_W", "I_W"):
        raise DataError(f"pyvi: its model has the labels {chain.labels}; install pyvi 0.1.1.")
    flags = [
        weights("-1:word.isupper()", "word.isupper()", "+1:word.isupper()"),
        weights("-1:word.istitle()", "word.istitle()", "+1:word.istitle()"),
        weights("", "word.isdigit()", ""),
    ]
    classes = 8 + 2
    by_class = np.zeros((classes, 3, 1))
    for number in range(8):
        by_class[number] = sum(flag for bit, flag in enumerate(flags) if number >> bit & 1)
    by_class += weights("", "bias", "")
    entries = [tuple(word.split(" ")) for word in dictionary]
    pairs = {entry for entry in entries if len(entry) == 2}
    triples = sorted({entry for entry in entries if len(entry) == 3})
    listed = sorted(pairs | {entry[:2] for entry in triples})
    known = {name.split("word.lower():")[1] for name in chain.attributes if "word.lower():" in name}
    words = sorted(known | {token for entry in [*listed, *triples] for token in entry})
    lower = {word: number for number, word in enumerate(words, 1)}
    two = np.array([[lower[token] for token in entry] for entry in listed])
    begun = {entry: row for row, entry in enumerate(listed)}
    unigrams = [weights(f"-1:word.lower():{w}", f"word.lower():{w}", f"+1:word.lower():{w}") for w in words]
    in_pairs = weights("-1:word.bi_gram()", "+1:word.bi_gram()")
    in_triples = weights("-2:word.tri_gram()", "+2:word.tri_gram()")

    def order(
        offsets: tuple[int, ...], length: int, keys: NDArray[Any], values: NDArray[np.float64]
    ) -> Order:
        shape = (len(offsets), 1)
        empty = Ngrams.build(np.empty(0, np.uint64), np.zeros((1, *shape)), np.zeros(1, np.uint8))
        padded = np.concatenate([values, np.zeros((1, *shape))])
        table = Ngrams.build(keys.astype(np.uint64), padded, np.zeros(len(padded), np.uint8))
        return Order(offsets, by_class if length == 1 else np.zeros((classes**length, *shape)), table, empty)

    return NgramModel(
        chain.labels,
        chain.transition,
        lower,
        {},
        classes,
        (
            # the attribute of the token before stands at the offset -1
            order((-1, 0, 1), 1, np.arange(1, len(words) + 1), np.array(unigrams)),
            order((-1, 0), 2, key(two[:, 0], two[:, 1]), np.array([in_pairs * (e in pairs) for e in listed])),
            order(
                (-2, 0),
                3,
                key(np.array([begun[e[:2]] for e in triples]), np.array([lower[e[2]] for e in triples])),
                np.array([in_triples for _ in triples]),
            ),
        ),
    )


def pyvi_dictionary() -> list[str]:
    """Return the words that the installed pyvi (MIT) lists, sorted."""
    lines = (resources.files("pyvi") / "models" / "words.txt").read_text("utf-8").split("\n")
    return sorted({line for line in lines if line})


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
    return np.concatenate(decided)[:, 1].astype(np.float32)


def _evidence(opinions: Sequence[Opinion]) -> NDArray[np.float64]:
    """Return log odds, from -1 (sure that a word begins) to 1, and their products by two."""
    clipped = [np.clip(opinion.astype(np.float64), _DOUBT, 1 - _DOUBT) for opinion in opinions]
    odds = [np.log(p / (1 - p)) / np.log((1 - _DOUBT) / _DOUBT) for p in clipped]
    return np.column_stack([*odds, *(first * second for first, second in combinations(odds, 2))])
