"""Settings: explicit arguments before the environment before the defaults; no keys among them."""

from __future__ import annotations

import pytest

from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.settings import Settings


def test_the_defaults() -> None:
    assert (Settings.resolve().data, Settings.resolve().judge) == ("builtin", "rule")


def test_the_environment_is_stronger_than_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODESIMPLEQA_DATA", "official")
    assert Settings.resolve({"data": None}).data == "official"


def test_an_explicit_argument_is_stronger_than_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODESIMPLEQA_DATA", "official")
    assert Settings.resolve({"data": "mine.jsonl"}).data == "mine.jsonl"


def test_other_peoples_arguments_are_left_alone() -> None:
    assert Settings.resolve({"pretrained": "x", "batch_size": 8}) == Settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ungraded_tolerance", "much"),
        ("ungraded_tolerance", 1.5),
        ("ungraded_tolerance", -0.1),
        ("concurrency", "0"),
        ("concurrency", "many"),
        ("data", 7),
        ("judge", "  "),
    ],
)
def test_a_value_of_no_use_is_named(name: str, value: object) -> None:
    with pytest.raises(InputError, match=name):
        Settings.resolve({name: value})


def test_a_value_of_no_use_in_the_environment_is_named_by_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODESIMPLEQA_UNGRADED_TOLERANCE", "2")
    with pytest.raises(InputError, match="CODESIMPLEQA_UNGRADED_TOLERANCE"):
        Settings.resolve()


def test_a_key_among_the_arguments_is_refused_and_not_repeated() -> None:
    with pytest.raises(InputError) as error:
        Settings.resolve({"judge_api_key": "sk-secret"})
    assert "CODESIMPLEQA_JUDGE_API_KEY" in str(error.value)
    assert "sk-secret" not in str(error.value)
