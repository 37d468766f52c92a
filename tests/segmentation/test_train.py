"""The training command on a corpus of a few sentences."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from khkt_nlp.segmentation.lexer import KhktLexer
from khkt_nlp.segmentation.segmenter import Segmenter
from khkt_nlp.segmentation.train import Options, Plan, train
from khkt_nlp.segmentation.training_data import lowered, read_news, read_treebank

NEWS = ["Hội_thảo khoa_học do Sở Y_tế tổ_chức .", "Người_dân Hà_Nội dự hội_thảo khoa_học .", "Sở Y_tế họp ."]
TREEBANK = "1\tNgười\n2\tdân\n3\tdự\n4\thội thảo\n\n1\tSở\n2\tY tế\n3\thọp\n"
DICTIONARIES = [["hội thảo", "tổ chức", "nghiên cứu"], ["nghiên cứu", "ủy ban nhân dân"]]
OPTIONS = Options(
    minimum=(1, 1, 1),
    small_sentences=0.5,
    news=Plan(epochs=5, rate=0.5, batch=20),
    treebank=Plan(epochs=20, rate=0.5, batch=5, weight=5.0, start=1.0),
    prune=0.0,
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("corpus")
    news, treebank = folder / "news.jsonl", folder / "treebank.conllu"
    news.write_text("\n".join(json.dumps({"seg": "\n".join(NEWS)}) for _ in range(20)), "utf-8")
    treebank.write_text(TREEBANK * 5, "utf-8")
    return news, treebank


def test_corpus_is_read_by_token(data: tuple[Path, Path]) -> None:
    corpus = read_news(data[0])
    assert corpus.lengths.tolist()[:3] == [11, 10, 5]
    assert [corpus.names[token] for token in corpus.tokens[:4]] == ["Hội", "thảo", "khoa", "học"]
    assert corpus.goes_on[:4].tolist() == [0, 1, 0, 1]


def test_targets_never_join_sentences(data: tuple[Path, Path]) -> None:
    corpus = read_news(data[0])
    targets = corpus.teach(np.ones(len(corpus.tokens))).goes_on
    assert targets[:13].tolist() == [0] + [1] * 10 + [0, 1]


def test_capitals_are_written_small_in_some_sentences(data: tuple[Path, Path]) -> None:
    corpus = read_news(data[0])
    small = lowered(corpus, 0.5, 1.0, seed=0)
    ends = np.cumsum(corpus.lengths).tolist()
    texts = [
        " ".join(small.names[token] for token in small.tokens[end - length : end])
        for end, length in zip(ends, corpus.lengths.tolist(), strict=True)
    ]
    assert set(texts[2::3]) == {"Sở Y tế họp .", "sở Y tế họp ."}
    assert small.goes_on is corpus.goes_on
    assert np.array_equal(lowered(corpus, 0.5, 1.0, seed=0).tokens, small.tokens)


def test_training_learns_the_news_then_the_treebank_and_repeats_itself(data: tuple[Path, Path]) -> None:
    news, treebank = read_news(data[0]), read_treebank(data[1])
    model = train(news, treebank, DICTIONARIES, OPTIONS)
    found = Segmenter(KhktLexer(), model).words(["Người dân dự hội thảo khoa học do Sở Y tế tổ chức."])
    assert found == [["Người", "dân", "dự", "hội thảo", "khoa học", "do", "Sở", "Y tế", "tổ chức", "."]]
    assert train(news, treebank, DICTIONARIES, OPTIONS).to_bytes() == model.to_bytes()


def test_pruning_drops_ngrams_and_tokens_without_weight(data: tuple[Path, Path]) -> None:
    news, treebank = read_news(data[0]), read_treebank(data[1])
    whole, pruned = (train(news, treebank, DICTIONARIES, replace(OPTIONS, prune=p)) for p in (0.0, 0.8))
    assert len(pruned.orders[1].lower.keys) < len(whole.orders[1].lower.keys)
    assert len(pruned.lower) == len(pruned.orders[0].lower.keys) < len(whole.lower)
    texts = ["Người dân dự hội thảo khoa học."]
    assert Segmenter(KhktLexer(), pruned).words(texts) == Segmenter(KhktLexer(), whole).words(texts)
