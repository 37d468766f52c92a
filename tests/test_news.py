from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT


def test_public_news_is_written_without_what_is_left_out(tmp_path: Path) -> None:
    clone = tmp_path / "vietnews"
    for split in ("train", "val"):
        folder = clone / "data" / f"{split}_tokenized"
        folder.mkdir(parents=True)
        for number in (1, 2):
            text = 'Ông nói : " Hội_thảo ( hôm_nay ) đã xong . "\nTP HCM / Hà_Nội\n'
            (folder / f"00000{number}.txt.seg").write_text(text, encoding="utf-8")
    scraped = tmp_path / "scraper" / "vn_news" / "data"
    scraped.mkdir(parents=True)
    (scraped / "7.txt").write_text("Tin.", encoding="utf-8")
    (tmp_path / "ids.txt").write_text("# measured\nval/000002\n", encoding="utf-8")
    command = [sys.executable, str(ROOT / "models" / "news.py"), "--vietnews", str(clone)]
    command += ["--scraper", str(tmp_path / "scraper"), "--leave-out", str(tmp_path / "ids.txt")]
    subprocess.run([*command, "--out", str(tmp_path)], check=True)
    rows = {
        name: [json.loads(line) for line in (tmp_path / f"{name}.jsonl").read_text("utf-8").splitlines()]
        for name in ("vietnews_train", "vietnews_val", "baomoi")
    }
    assert [row["id"] for row in rows["vietnews_train"]] == ["train/000001", "train/000002"]
    assert [row["id"] for row in rows["vietnews_val"]] == ["val/000001"]
    assert rows["vietnews_val"][0]["text"] == 'Ông nói: "Hội thảo (hôm nay) đã xong."\nTP HCM/Hà Nội'
    assert rows["baomoi"] == [{"id": "baomoi/7", "text": "Tin."}]
