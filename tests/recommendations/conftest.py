from __future__ import annotations

from pathlib import Path

import pytest

from khkt_nlp.recommendations.model import FILES, RecommendationModel, model_from_files

ROOT = Path(__file__).resolve().parents[2]
MODEL = ROOT / "models" / "vi_khkt_news" / "khkt_recommendations"
PASSAGES = ROOT / "models" / "sources" / "recommendations"


@pytest.fixture(scope="session")
def model() -> RecommendationModel:
    return model_from_files({name: (MODEL / name).read_bytes() for name in FILES})
