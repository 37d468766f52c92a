from __future__ import annotations

import json
import random
from pathlib import Path

from khkt_nlp.recommendations import word_lists
from khkt_nlp.recommendations.word_lists import strengths, word_classes, write_classes, write_heads

DATA = Path(word_lists.__file__).parent / "data"


def test_words_that_are_asked_for_are_told_from_words_that_are_reported() -> None:
    asked = [["cần", "tăng_cường"], ["đề_nghị", "tăng_cường"]] * 30
    told = [["đã", "tử_vong"], ["bị", "tử_vong"]] * 30
    found = strengths([*asked, *told, ["cần", "rà_soát"]])
    assert found == {"tăng cường": 4, "tử vong": -4}


def test_words_in_the_same_places_share_a_class() -> None:
    draw = random.Random(0)
    who, verbs, whom = ("sở", "bộ", "cục"), ("kiểm_tra", "rà_soát", "theo_dõi"), ("đê", "cầu", "đường")
    articles = [[draw.choice(who), draw.choice(verbs), draw.choice(whom), "."] for _ in range(900)]
    groups = word_classes(articles, classes=3)
    assert sorted(map(sorted, groups)) == sorted(
        sorted(word.replace("_", " ") for word in words) for words in (who, verbs, whom)
    )


def test_the_same_news_give_the_same_files_and_keep_what_was_decided_by_hand(tmp_path: Path) -> None:
    news = tmp_path / "news.jsonl"
    lines = ["Sở cần kiểm_tra đê .", "Bộ đã rà_soát cầu , cục đã theo_dõi ."] * 40
    news.write_text("\n".join(json.dumps({"seg": line}) for line in lines), encoding="utf-8")
    made = []
    for name in ("first", "second"):
        folder = tmp_path / name
        folder.mkdir()
        for file in ("heads.csv", "classes.txt"):
            (folder / file).write_bytes((DATA / file).read_bytes())
        word_lists.main(["--news", str(news), "--folder", str(folder)])
        made.append([(folder / file).read_text("utf-8") for file in ("heads.csv", "classes.txt")])
    assert made[0] == made[1]
    heads, classes = made[0]
    assert "\nkiểm tra,1,4\n" in heads
    assert "\nrà soát,1,-" in heads
    shipped = (DATA / "heads.csv").read_text("utf-8")
    assert heads.splitlines()[:5] == shipped.splitlines()[:5]
    assert classes.startswith("# Words that stand in the same surroundings")
    assert {"sở", "bộ", "cục"} <= set(classes.split("\n", 2)[2].replace("\n", ",").split(","))


def test_files_written_again_with_what_they_hold_stay_as_they_are(tmp_path: Path) -> None:
    heads, classes = tmp_path / "heads.csv", tmp_path / "classes.txt"
    heads.write_bytes((DATA / "heads.csv").read_bytes())
    classes.write_bytes((DATA / "classes.txt").read_bytes())
    rows = [line.split(",") for line in heads.read_text("utf-8").splitlines() if not line.startswith("#")]
    write_heads(heads, {phrase: int(strength) for phrase, _, strength in rows[1:]})
    lines = [line for line in classes.read_text("utf-8").splitlines() if not line.startswith("#")]
    write_classes(classes, [line.split(",") for line in lines])
    assert heads.read_bytes() == (DATA / "heads.csv").read_bytes()
    assert classes.read_bytes() == (DATA / "classes.txt").read_bytes()
