"""Other segmenters as teachers: their opinions by token."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import numpy as np
import pytest

from khkt_nlp.errors import DataError, InputError
from khkt_nlp.segmentation import word_tokenize
from khkt_nlp.segmentation.teachers import ask_pyvi, ask_rdrsegmenter, ask_underthesea, weigh
from khkt_nlp.segmentation.training_data import Corpus, read_news

NEWS = ["Hội_thảo khoa_học do Sở Y_tế tổ_chức .", "Diễm Hương dự hội_thảo ."]


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    (tmp_path / "news.jsonl").write_text(json.dumps({"seg": "\n".join(NEWS)}), "utf-8")
    return read_news(tmp_path / "news.jsonl")


def test_opinions_of_underthesea_are_its_words(corpus: Corpus) -> None:
    found = word_tokenize([line.replace("_", " ") for line in NEWS])
    expected = [at > 0 for words in found for word in words for at in range(len(word.split()))]
    opinions = ask_underthesea(corpus)
    assert (opinions > 0.5).tolist() == expected
    assert ((opinions >= 0) & (opinions <= 1)).all()


def test_opinions_of_pyvi_are_its_own(corpus: Corpus) -> None:
    peer = pytest.importorskip("pyvi.ViTokenizer").ViTokenizer
    expected = []
    for end, length in zip(np.cumsum(corpus.lengths).tolist(), corpus.lengths.tolist(), strict=True):
        names = [corpus.names[token] for token in corpus.tokens[end - length : end]]
        expected += [p["I_W"] for p in peer.model.predict_marginals_single(peer.sent2features(names, False))]
    assert ask_pyvi(corpus) == pytest.approx(expected, abs=1e-6)


def test_a_teacher_is_trusted_as_far_as_the_treebank_bears_it_out(corpus: Corpus) -> None:
    right = corpus.goes_on.astype(np.float32)
    guess = np.random.default_rng(0).random(len(right)).astype(np.float32)
    treebank = corpus.take(np.repeat([0, 1], 20))
    truth = treebank.goes_on.astype(np.float32)
    noise = np.random.default_rng(1).random(len(truth)).astype(np.float32)
    targets = weigh(treebank, [truth, noise], [right, guess])
    assert ((targets > 0.5) == (right > 0.5)).all()


def segmented(monkeypatch: pytest.MonkeyPatch, output: str) -> None:
    """Stand in for a run of RDRsegmenter."""

    def run(command: list[str], **options: object) -> None:
        assert Path(command[-1]).read_text("utf-8").splitlines()[1] == "Diễm Hương dự hội thảo ."
        Path(command[-1] + ".WS").write_text(output, "utf-8")

    monkeypatch.setattr(subprocess, "run", run)


def test_opinions_of_rdrsegmenter_are_its_words(monkeypatch: pytest.MonkeyPatch, corpus: Corpus) -> None:
    segmented(monkeypatch, "Hội_thảo khoa_học do Sở_Y_tế tổ_chức .\n_Diễm_Hương dự hội_thảo .\n")
    opinions = ask_rdrsegmenter(corpus, Path())
    assert np.flatnonzero(opinions).tolist() == [1, 3, 6, 7, 9, 12, 15]
    assert len(opinions) == len(corpus.tokens)


def test_other_tokens_than_those_given_are_refused(monkeypatch: pytest.MonkeyPatch, corpus: Corpus) -> None:
    segmented(monkeypatch, "Hội_thảo khoa_học do Sở Y_tế tổ_chức.\nDiễm Hương dự hội_thảo . .\n")
    with pytest.raises(DataError, match="other tokens"):
        ask_rdrsegmenter(corpus, Path())


def test_a_folder_without_rdrsegmenter_is_refused(corpus: Corpus, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not run"):
        ask_rdrsegmenter(corpus, tmp_path)
