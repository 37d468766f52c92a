"""Words and sentences beside underthesea and pyvi: identity, quality, speed, memory, load time.

Run from a checkout with the `bench` extra installed (pyvi is left out where it is absent):

    python benchmarks/segmentation.py ARTICLES.jsonl [--treebank UD.conllu ...] [--sentences 100000]

ARTICLES.jsonl: one object a line with `text`. Times are process CPU times, each the median of several
rounds in which all segmenters read the same articles in turn, each article for the first time.
"""

from __future__ import annotations

import argparse
import functools
import itertools
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from statistics import median

import spacy
from adversarial import strings
from clock import cpu
from spacy.language import Language
from spacy.tokens import Doc
from underthesea import pos_tag as peer_tags
from underthesea import sent_tokenize as peer_sentences
from underthesea import word_tokenize as peer_words

from khkt_nlp.segmentation import pos_tags, sentences, word_tokenize, words
from khkt_nlp.segmentation.segmenter import Segmenter
from khkt_nlp.segmentation.tokenizer import Tokenizer
from khkt_nlp.segmentation.words import load

BATCH = 64
# batches that a process has read before it is measured: spaCy's vocabulary and our memory fill
WARM_UP = 10
SEGMENTERS = ("khkt", "underthesea")


def identity(texts: list[str], count: int) -> None:
    """Count the sentences and adversarial strings whose words are not underthesea's."""
    real = list(itertools.islice((s.text for text in texts for s in sentences(text)), count))
    for name, sample in (("real sentences", real), ("adversarial strings", strings(10_000, seed=7))):
        found = word_tokenize(sample)
        wrong = sum(ours != peer_words(text) for text, ours in zip(sample, found, strict=True))
        print(f"identity with underthesea: {wrong} differences in {len(sample):,} {name}")


def tag_identity(texts: list[str], count: int) -> None:
    """Count the sentences whose part-of-speech tags are not underthesea's."""
    sample = list(itertools.islice((s.text for text in texts for s in sentences(text)), count))
    found = word_tokenize(sample)
    tagged = [list(zip(*pair, strict=True)) for pair in zip(found, pos_tags(found), strict=True)]
    wrong = sum(ours != peer_tags(text) for text, ours in zip(sample, tagged, strict=True))
    print(f"tags: {wrong} differences in {len(sample):,} real sentences")


def quality(path: Path) -> None:
    """Print the word F1 on the raw text of a treebank, for both segmenters and the peers."""
    systems: dict[str, Callable[[str], list[str]]] = {
        "khkt": functools.partial(cut, "khkt"),
        "underthesea in the engine": functools.partial(cut, "underthesea"),
        "underthesea itself": peer_words,
    }
    tagger = pyvi()
    if tagger:
        systems["pyvi"] = functools.partial(cut_by_pyvi, tagger)
    gold = list(read_treebank(path))
    for name, system in systems.items():
        right = found = expected = 0
        for text, tokens in gold:
            ours, theirs = bounds(system(text)), bounds(tokens)
            right, found, expected = right + len(ours & theirs), found + len(ours), expected + len(theirs)
        print(f"{path.name}: word F1 {200 * right / (found + expected):.2f} {name}")


def cut(segmenter: str, text: str) -> list[str]:
    return [word.text for word in words(text, segmenter)]


def cut_by_pyvi(tagger: Callable[[str], object], text: str) -> list[str]:
    return [word.replace("_", " ") for word in str(tagger(text)).split()]


def read_treebank(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield the text and the words of each sentence of a CoNLL-U file."""
    text, tokens = "", []
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("# text ="):
            text = line.partition("=")[2].strip()
        elif line.split("\t")[0].isdigit():
            tokens.append(line.split("\t")[1])
        elif not line and tokens:
            yield text, tokens
            tokens = []


def bounds(tokens: list[str]) -> set[tuple[int, int]]:
    """Return where words are in the text without blanks."""
    ends = list(itertools.accumulate(len("".join(token.split())) for token in tokens))
    return set(zip([0, *ends], ends, strict=False))


def speed(texts: list[str], rounds: int) -> None:
    """Print microseconds a syllable, and the ratio to underthesea and pyvi, on articles new to all."""
    engines = {name: load(name) for name in SEGMENTERS}
    pipelines = {name: pipeline(name) for name in SEGMENTERS}
    fresh = iter(texts)
    for name, engine in engines.items():
        for sample in batches(fresh, WARM_UP):
            engine.words(sample)
            list(pipelines[name].pipe(sample))
    tagger = pyvi()
    for mode, of in MODES.items():
        times: dict[str, list[float]] = {}
        for sample in batches(fresh, rounds):
            scale = 1e6 / sum(len(text.split()) for text in sample)
            runs: dict[str, Callable[[], object]] = {
                "underthesea itself": functools.partial(each, peer_words, sample)
            }
            if tagger:
                runs["pyvi"] = functools.partial(each, tagger, sample)
            for name in SEGMENTERS:
                runs[name] = of(engines[name], pipelines[name], sample)
            for name, run in runs.items():
                times.setdefault(name, []).append(cpu(run) * scale)
        peers = {name: median(values) for name, values in times.items() if name not in SEGMENTERS}
        print(mode + ": " + ", ".join(f"{name} {value:.2f} µs a syllable" for name, value in peers.items()))
        for name in SEGMENTERS:
            ours = median(times[name])
            ratios = ", ".join(f"{value / ours:.1f} × {peer}" for peer, value in peers.items())
            print(f"  {name:12} {ours:.2f} µs a syllable: {ratios}")


def each(function: Callable[[str], object], texts: list[str]) -> list[object]:
    return [function(text) for text in texts]


def batches(texts: Iterator[str], count: int) -> Iterator[list[str]]:
    for _ in range(count):
        yield list(itertools.islice(texts, BATCH))


def forgetful(engine: Segmenter) -> Segmenter:
    return Segmenter(engine._lexer, engine._model, engine._judge)


def docs(nlp: Language, texts: list[str]) -> list[Doc]:
    assert isinstance(nlp.tokenizer, Tokenizer)
    return list(nlp.pipe(nlp.tokenizer.pipe(texts)))


MODES: dict[str, Callable[[Segmenter, Language, list[str]], Callable[[], object]]] = {
    f"batch of {BATCH} articles": lambda engine, nlp, texts: lambda: engine.words(texts),
    "one article a call": lambda engine, nlp, texts: lambda: [engine.words([text]) for text in texts],
    f"cold cache, batch of {BATCH} articles": lambda engine, nlp, texts: functools.partial(
        forgetful(engine).words, texts
    ),
    "docs with sentences, in batches": lambda engine, nlp, texts: functools.partial(docs, nlp, texts),
    "docs with sentences, one text at a time": lambda engine, nlp, texts: lambda: list(nlp.pipe(texts)),
}


def pipeline(segmenter: str) -> Language:
    """Return a pipeline of the tokenizer and the sentence splitter."""
    nlp = spacy.blank("xx")
    nlp.tokenizer = Tokenizer(nlp.vocab, segmenter)
    nlp.add_pipe("khkt_sentences")
    return nlp


def pyvi() -> Callable[[str], object] | None:
    if not find_spec("pyvi"):
        return None
    from pyvi import ViTokenizer

    tokenize: Callable[[str], object] = ViTokenizer.tokenize
    return tokenize


def linear() -> None:
    """Print the time for one line of growing length."""
    article = (
        "Sở Khoa học và Công nghệ tỉnh Vĩnh Phúc đã tổ chức hội thảo về phổ biến kiến thức, ngày 25/11/2022. "
    )
    for name in SEGMENTERS:
        for kind, piece in {
            "prose": article,
            "one letter": "a",
            "letters and stops": "a.",
            "blanks": "a ",
        }.items():
            seconds = [cpu(functools.partial(words, piece * (size // len(piece)), name)) for size in SIZES]
            print(
                f"{name}, one line of {kind}: "
                + ", ".join(f"{n / 1e6:g} MB {s:.1f} s" for n, s in zip(SIZES, seconds, strict=True))
            )


SIZES = (1_000_000, 2_000_000, 10_000_000)

FOOTPRINT = """
import resource, time
from pathlib import Path
import spacy

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()

spacy.blank("xx")("a")
before = resident()
start = time.perf_counter()
from khkt_nlp.segmentation.words import load
load("{name}").words(["a"])
loaded = time.perf_counter() - start
memory = resident() - before
print("{name}: loads in", round(loaded, 2), "s, resident memory", round(memory / 2**20), "MB above spaCy")
"""


def footprint() -> None:
    """Print load time and memory, each in a process of its own."""
    for name in SEGMENTERS:
        subprocess.run([sys.executable, "-c", FOOTPRINT.format(name=name)], check=True)


def count_breaks(texts: list[str]) -> None:
    """Count what sentence splitters get wrong, by class, ours beside underthesea's."""
    systems = {"khkt": lambda text: [s.text for s in sentences(text)], "underthesea itself": peer_sentences}
    for name, split in systems.items():
        counts: Counter[str] = Counter()
        for text in texts:
            counts.update(breaks(text, split(text)))
        total = counts.pop("sentences")
        listed = ", ".join(f"{kind} {counts[kind]:,}" for kind in MISTAKES)
        print(f"{name}: {total:,} sentences in {len(texts):,} articles; {listed}")


def breaks(text: str, found: list[str]) -> Iterator[str]:
    """Yield the class of each mistake, and `sentences` for each sentence."""
    end = 0
    for sentence in found:
        start = text.index(sentence, end)
        before, between = text[max(0, end - 12) : end], text[end:start]
        yield "sentences"
        yield from ["line end missed"] * len(re.findall(r"\n+", sentence))
        if re.match(r"[”’»]|\"(?=\s|$)", sentence):
            yield "closing quote pushed on"
        if end and "\n" not in between and ABBREVIATION.search(before) and not opens(sentence):
            yield "break after an abbreviation"
        if (
            end
            and not between
            and re.search(r"\w\.$", before)
            and sentence[0].isalnum()
            and not glued(before)
        ):
            yield "break inside a token"
        end = start + len(sentence)


MISTAKES = (
    "line end missed",
    "closing quote pushed on",
    "break after an abbreviation",
    "break inside a token",
)
ABBREVIATION = re.compile(
    r"(?:^|[\s(“\".])(?:TP|TX|TT|P?GS|TS|ThS|BS|KTS|NSƯT|NSND|LS|Mr|Mrs|Ms|Dr|[CGKNPT]h|Ng|Tr|[A-ZĐ])\.$"
)


def opens(sentence: str) -> bool:
    """Say whether the first word is one that a name does not begin with."""
    return sentence.split(" ", maxsplit=1)[0].strip(",") in {
        "Tuy",
        "Sau",
        "Khi",
        "Trong",
        "Theo",
        "Ông",
        "Bà",
        "Ngày",
        "Tại",
        "Nhưng",
    }


def glued(before: str) -> bool:
    """Say whether a blank was forgotten: the word before the stop is a syllable in small letters."""
    return bool(re.search(r"(?:^|\s)[^\W\d_]{2,}\.$", before)) and before.rsplit(maxsplit=1)[-1].islower()


def main() -> None:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path)
    parser.add_argument("--treebank", type=Path, nargs="*", default=[])
    parser.add_argument("--sentences", type=int, default=100_000, help="how many for identity; 0 for none")
    parser.add_argument("--tags", type=int, default=20_000, help="the same for tags")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--long-lines", action="store_true")
    options = parser.parse_args()
    with options.articles.open(encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in itertools.islice(file, 8_000)]
    needed = BATCH * (len(SEGMENTERS) * WARM_UP + len(MODES) * options.rounds)
    if len(texts) < needed:
        parser.error(
            f"{options.articles} has {len(texts)} articles: give {needed}, or ask for fewer --rounds"
        )
    footprint()
    speed(texts, options.rounds)
    for path in options.treebank:
        quality(path)
    count_breaks(texts[:2000])
    if options.long_lines:
        linear()
    if options.sentences:
        identity(texts, options.sentences)
    if options.tags:
        tag_identity(texts, options.tags)


if __name__ == "__main__":
    main()
