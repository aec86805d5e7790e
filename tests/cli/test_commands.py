"""The other commands, and what holds for all of them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from running import assert_clear_error, codesimpleqa, run_command, write_jsonl

from codesimpleqa_tasks.cli import doctor
from codesimpleqa_tasks.cli.main import COMMANDS
from codesimpleqa_tasks.questions import builtin_questions, official


def test_help_names_every_command(tmp_path: Path) -> None:
    shown = codesimpleqa("--help", folder=tmp_path).stdout
    listed = [line.split()[0] for line in shown.splitlines() if line.startswith("    ") and line[4] != " "]
    assert listed[: len(COMMANDS)] == list(COMMANDS)


def test_without_a_command_the_help_is_shown(tmp_path: Path) -> None:
    finished = codesimpleqa(folder=tmp_path)
    assert (finished.returncode, "COMMAND" in finished.stdout) == (0, True)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_of_its_own(tmp_path: Path, name: str) -> None:
    finished = codesimpleqa(name, "--help", folder=tmp_path)
    assert finished.returncode == 0
    assert "usage:" in finished.stdout


def test_an_unknown_command_is_named(tmp_path: Path) -> None:
    assert_clear_error(codesimpleqa("evaluate", folder=tmp_path), "evaluate")


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "latin-1"])
@pytest.mark.parametrize("arguments", [["doctor"], ["judges", "check", "rule"], ["data", "show"]], ids=" ".join)
def test_a_terminal_that_lacks_characters_gets_them_escaped(
    tmp_path: Path, arguments: list[str], encoding: str
) -> None:
    finished = codesimpleqa(*arguments, folder=tmp_path, environment={"PYTHONIOENCODING": encoding})
    assert (finished.returncode, finished.stderr) == (0, "")


def test_json_for_a_terminal_that_lacks_characters_is_json(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "in.jsonl", [{"question": "q", "answer": "a", "response": "r", "domain": "网络 é 😀"}])
    finished = codesimpleqa(
        "grade", "in.jsonl", "-o", "o", "--json", folder=tmp_path, environment={"PYTHONIOENCODING": "ascii"}
    )
    assert "网络 é 😀" in json.loads(finished.stdout)["by_domain"]


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="no /dev/full here")
def test_output_that_has_no_room_is_said(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "codesimpleqa_tasks.cli.main", "judges"]
    with open("/dev/full", "w") as full:
        finished = subprocess.run(command, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True)
    assert finished.returncode == 2
    assert finished.stderr == "codesimpleqa: reading or writing failed: No space left on device.\n"


@pytest.mark.parametrize("module", ["codesimpleqa_tasks", "codesimpleqa_tasks.cli.main", "codesimpleqa_tasks.grading"])
def test_the_core_imports_no_harness_and_no_torch(tmp_path: Path, module: str) -> None:
    heavy = "{'lm_eval', 'opencompass', 'torch', 'transformers', 'vllm', 'datasets', 'pandas', 'jieba'}"
    code = f"import sys, {module}; print(sorted({heavy} & set(sys.modules)))"
    assert run_command([sys.executable, "-c", code], tmp_path).stdout.strip() == "[]"


def test_data_lists_the_sources(tmp_path: Path) -> None:
    shown = codesimpleqa("data", folder=tmp_path).stdout
    assert f"{len(builtin_questions().questions)} (" in shown
    assert "codesimpleqa data fetch" in shown


@pytest.mark.parametrize("arguments", [["list"], ["show"]], ids=" ".join)
def test_what_data_prints_fits_a_terminal(tmp_path: Path, arguments: list[str]) -> None:
    shown = codesimpleqa("data", *arguments, folder=tmp_path).stdout
    assert max(map(len, shown.splitlines())) <= 80


def test_data_with_the_official_file_fits_a_terminal(tmp_path: Path, published_file: Path) -> None:
    official.cache_path().parent.mkdir(parents=True)
    shutil.copy(published_file, official.cache_path())
    shown = codesimpleqa("data", folder=tmp_path).stdout
    assert "1498 (782 en, 716 zh)" in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_data_counts_a_source_by_domain_and_programming_language(tmp_path: Path, published_file: Path) -> None:
    shown = " ".join(codesimpleqa("data", "show", published_file, folder=tmp_path).stdout.split())
    assert "Web Technologies 173 104 277" in shown
    assert "all 782 716 1498" in shown


def test_data_fetch_without_network_says_where_to_put_the_file(tmp_path: Path) -> None:
    # A proxy that is not there stands for a machine without network.
    unreachable = {"https_proxy": "http://127.0.0.1:9", "HTTPS_PROXY": "http://127.0.0.1:9"}
    finished = codesimpleqa("data", "fetch", folder=tmp_path, environment=unreachable)
    assert_clear_error(finished, str(tmp_path / ".cache"), "put the file at")


@pytest.mark.parametrize("name", ["", " "])
def test_an_empty_name_is_not_the_default(tmp_path: Path, name: str) -> None:
    assert_clear_error(codesimpleqa("data", "show", name, folder=tmp_path), f"data: {name!r}", "name what you want")


def test_data_show_of_a_bad_file_names_the_line(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "bad.jsonl", [{"question": "q"}])
    assert_clear_error(codesimpleqa("data", "show", "bad.jsonl", folder=tmp_path), "bad.jsonl, line 1")


def test_an_error_cannot_drive_the_terminal(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "bad\x1b[2J.jsonl", [{"question": "q"}])
    finished = codesimpleqa("data", "show", "bad\x1b[2J.jsonl", folder=tmp_path)
    assert_clear_error(finished, "bad[U+001B][2J.jsonl, line 1")
    assert "\x1b" not in finished.stderr


def test_a_warning_cannot_drive_the_terminal(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "in\x1b[2J", [{"question": "q", "answer": "a", "response": None}])
    finished = codesimpleqa("grade", "in\x1b[2J", "-o", "out", folder=tmp_path)
    assert "in[U+001B][2J: responses that are null" in finished.stderr
    assert "\x1b" not in finished.stderr


def test_answers_that_a_judge_disagrees_with_cannot_drive_the_terminal(tmp_path: Path) -> None:
    row = {
        "question": "\x1b[2Jq",
        "answer": "\x1b[2Ja",
        "response": "\x1b[2Jr",
        "style": "\x1b[2Js",
        "grade": "CORRECT",
    }
    write_jsonl(tmp_path / "in.jsonl", [row])
    finished = codesimpleqa("judges", "agreement", "in.jsonl", folder=tmp_path)
    assert finished.stdout.count("[U+001B]") >= 5
    assert "\x1b" not in finished.stdout + finished.stderr


def test_a_finding_cannot_drive_the_terminal(tmp_path: Path) -> None:
    write_jsonl(
        tmp_path / "own.jsonl",
        [{"question": f"What is\x1b[2J{n}?", "answer": "a", "language": "en", "domain": "Databases"} for n in (1, 2)],
    )
    assert "\x1b" not in codesimpleqa("data", "check", "own.jsonl", folder=tmp_path).stdout


def test_judges_lists_the_builtin_judge_and_shows_its_hash(tmp_path: Path) -> None:
    assert "rule (rule)" in codesimpleqa("judges", folder=tmp_path).stdout
    assert "sha256: " in codesimpleqa("judges", "show", "rule", folder=tmp_path).stdout


def test_the_doctor_finds_all_well_here(tmp_path: Path) -> None:
    finished = codesimpleqa("doctor", folder=tmp_path)
    assert finished.returncode == 0, finished.stdout
    assert "All is well." in finished.stdout
    assert "✗" not in finished.stdout


@pytest.mark.parametrize(
    ("environment", "found"),
    [
        ({"CODESIMPLEQA_DATA": "absent.jsonl"}, "absent.jsonl"),
        ({"CODESIMPLEQA_DATA": "official"}, "codesimpleqa data fetch"),
        ({"CODESIMPLEQA_JUDGE": "nobody"}, "'nobody' is no judge"),
        ({"CODESIMPLEQA_CONCURRENCY": "many"}, "CODESIMPLEQA_CONCURRENCY: 'many'"),
    ],
)
def test_the_doctor_says_what_is_wrong_and_what_to_do(tmp_path: Path, environment: dict, found: str) -> None:
    finished = codesimpleqa("doctor", folder=tmp_path, environment=environment)
    assert finished.returncode == 1
    assert "✗" in finished.stdout and finished.stdout.count(found) == 1
    assert "Traceback" not in finished.stderr


@pytest.mark.parametrize(
    ("installed", "healthy", "said"),
    [
        ({}, False, "neither"),
        ({"lm_eval": "0.4.13"}, True, "lm-evaluation-harness 0.4.13"),
        ({"opencompass": "0.5.4", "transformers": "4.57.6", "pyarrow": "25.0.1"}, True, "OpenCompass 0.5.4 (configs: "),
        ({"opencompass": "0.5.4", "transformers": "5.1.0", "pyarrow": "26.0"}, False, "transformers 5.1.0 and pyarrow"),
    ],
)
def test_the_doctor_wants_one_harness_that_can_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], installed: dict, healthy: bool, said: str
) -> None:
    monkeypatch.setattr(doctor, "package_version", installed.get)
    assert doctor._harnesses() is healthy
    assert said in capsys.readouterr().out
