"""codesimpleqa judges: list, show and try judges."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from running import assert_clear_error, codesimpleqa
from scripted_server import ScriptedServer, says, status

from codesimpleqa_tasks.judging import Grade, judge_names
from codesimpleqa_tasks.judging.trial import TRIAL_ANSWERS
from codesimpleqa_tasks.questions import Language


def test_all_judges_are_listed_within_80_columns(tmp_path: Path) -> None:
    shown = codesimpleqa("judges", folder=tmp_path).stdout
    assert all(f"{name} (" in shown for name in judge_names())
    assert max(map(len, shown.splitlines())) <= 80


def test_a_judge_is_shown_with_its_settings_and_hash(tmp_path: Path) -> None:
    shown = codesimpleqa("judges", "show", "selfhosted", folder=tmp_path).stdout
    for part in ("kind: chat", "sha256: ", "choice: structured_outputs", "base_url: http://127.0.0.1:8000/v1"):
        assert part in shown


def test_an_unknown_judge_is_named(tmp_path: Path) -> None:
    assert_clear_error(codesimpleqa("judges", "show", "nosuch", folder=tmp_path), "nosuch", "choose one of")


def test_the_trial_answers_cover_every_grade_in_both_languages() -> None:
    covered = {(answer.candidate.language, answer.grade) for answer in TRIAL_ANSWERS}
    assert covered == {(language, grade) for language in Language for grade in Grade if grade is not Grade.UNGRADED}


def test_a_check_reports_time_tokens_and_agreement(tmp_path: Path) -> None:
    with ScriptedServer(lambda item, nth: says("A")) as server:
        (tmp_path / "mine.yaml").write_text(f"kind: chat\nmodel: m\nbase_url: {server.base_url}\n")
        checked = codesimpleqa("judges", "check", "mine.yaml", "--json", folder=tmp_path)
    assert checked.returncode == 0, checked.stderr
    found = json.loads(checked.stdout)
    correct = sum(answer.grade is Grade.CORRECT for answer in TRIAL_ANSWERS)
    assert (found["answers"], found["agreed"], found["ungraded"]) == (len(TRIAL_ANSWERS), correct, 0)
    assert sum(found["agreed_by_language"].values()) == correct
    assert len(found["disagreements"]) == len(TRIAL_ANSWERS) - correct
    used = found["judging"]["mine.yaml"]
    assert (used["requests"], used["completion_tokens"]) == (len(TRIAL_ANSWERS), 2 * len(TRIAL_ANSWERS))
    assert found["seconds"] > 0


def test_a_second_check_asks_again(tmp_path: Path) -> None:
    with ScriptedServer(lambda item, nth: says("A")) as server:
        (tmp_path / "mine.yaml").write_text(f"kind: chat\nmodel: m\nbase_url: {server.base_url}\n")
        for _ in range(2):
            checked = codesimpleqa("judges", "check", "mine.yaml", "--json", folder=tmp_path)
    assert json.loads(checked.stdout)["judging"]["mine.yaml"]["from_store"] == 0


def test_a_judge_without_verdicts_is_found_out(tmp_path: Path) -> None:
    with ScriptedServer(lambda item, nth: says("Let me see.")) as server:
        (tmp_path / "mine.yaml").write_text(f"kind: chat\nmodel: m\nbase_url: {server.base_url}\n")
        checked = codesimpleqa("judges", "check", "mine.yaml", folder=tmp_path)
    assert checked.returncode == 3
    assert f"{len(TRIAL_ANSWERS)} UNGRADED" in checked.stdout
    assert "no clear verdict" in checked.stdout


def test_a_wrong_key_ends_the_check_with_a_message(tmp_path: Path) -> None:
    with ScriptedServer(lambda item, nth: status(401, "bad key")) as server:
        (tmp_path / "mine.yaml").write_text(f"kind: chat\nmodel: m\nbase_url: {server.base_url}\n")
        assert_clear_error(codesimpleqa("judges", "check", "mine.yaml", folder=tmp_path), "key")


@pytest.mark.parametrize("arguments", [["check"], ["show"], ["nosuch"]])
def test_what_is_missing_or_unknown_is_said(tmp_path: Path, arguments: list[str]) -> None:
    assert_clear_error(codesimpleqa("judges", *arguments, folder=tmp_path), "codesimpleqa judges")
