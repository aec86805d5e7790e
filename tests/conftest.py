"""What all tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from running import JUDGE_EXAMPLES, PUBLISHED_FILE
from tiny_model import make_tiny_model

os.environ.setdefault("HF_HUB_OFFLINE", "1")
settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("default")


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Tests see no settings, keys or caches of the user who runs them."""
    for name in list(os.environ):
        if name.startswith(("CODESIMPLEQA_", "OPENAI_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a tiny Llama that `lm_eval --model hf` loads."""
    return make_tiny_model(tmp_path_factory.mktemp("tiny-model"))


@pytest.fixture(scope="session")
def published_file() -> Path:
    """The published questions; tests that need them are skipped where they are not at hand."""
    if not PUBLISHED_FILE.is_file():
        pytest.skip("the published file is not at hand (it has no licence and is not part of this repository)")
    return PUBLISHED_FILE


@pytest.fixture(scope="session")
def judge_examples() -> Path:
    """Labelled answers to published questions; tests that need them are skipped where they are not at hand."""
    if not JUDGE_EXAMPLES.is_file():
        pytest.skip("the labelled answers to published questions are not at hand")
    return JUDGE_EXAMPLES
