"""`codesimpleqa grade`: rows in, graded rows and figures out; the exit code says whether all were graded."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from running import assert_clear_error, codesimpleqa, read_rows, write_jsonl

from codesimpleqa_tasks.scoring import FIGURE_NAMES

EN = {"question": "Which command lists files on Unix?", "answer": "ls", "human_language": "english"}
ZH = {"question": "Unix 上用哪个命令列出文件？", "answer": "ls", "human_language": "chinese"}
ROWS = [
    EN | {"response": "ls", "domain": ["Operating Systems", "Commands"], "mine": {"kept": [1]}},
    EN | {"response": "The command is dir.", "domain": "Databases", "programming_language": "bash"},
    EN | {"response": "I do not know."},
    EN | {"response": "<think>dir? no, ls</think>ls"},
    EN | {"response": "<think>dir? no"},
    ZH | {"response": "我不知道。"},
    ZH | {"response": "是 dir 命令"},
    ZH | {"response": "ls 命令"},
]
GRADES = [
    *("CORRECT", "INCORRECT", "NOT_ATTEMPTED", "CORRECT", "NOT_ATTEMPTED"),
    *("NOT_ATTEMPTED", "INCORRECT", "CORRECT"),
]


def grade(folder: Path, rows: list[dict[str, Any]], *arguments: str, **more: Any) -> subprocess.CompletedProcess[str]:
    write_jsonl(folder / "in.jsonl", rows)
    return codesimpleqa("grade", "in.jsonl", "-o", "out.jsonl", *arguments, folder=folder, **more)


def test_the_rows_come_out_as_they_went_in_with_grade_and_judges_reply(tmp_path: Path) -> None:
    assert grade(tmp_path, ROWS).returncode == 0
    out = read_rows(tmp_path / "out.jsonl")
    assert [row["grade"] for row in out] == GRADES
    assert all(isinstance(row.pop("judge_reply"), str) and row.pop("grade") for row in out)
    assert out == ROWS


def test_a_list_of_responses_gets_lists(tmp_path: Path) -> None:
    grade(tmp_path, [EN | {"response": ["ls", "dir", None]}, EN | {"response": ["ls"]}])
    first, second = read_rows(tmp_path / "out.jsonl")
    assert first["grade"] == ["CORRECT", "INCORRECT", "NOT_ATTEMPTED"]
    assert len(first["judge_reply"]) == 3
    assert second["grade"] == ["CORRECT"]


def test_the_figures_as_json_agree_with_the_formulas_by_hand(tmp_path: Path) -> None:
    figures = json.loads(grade(tmp_path, ROWS, "--json").stdout)
    correct, incorrect, not_attempted = 3 / 8, 2 / 8, 3 / 8
    given_attempted = correct / (correct + incorrect)
    f_score = 2 * correct * given_attempted / (correct + given_attempted)
    expected = dict(zip(FIGURE_NAMES, (correct, incorrect, not_attempted, given_attempted, f_score)))
    assert {name: figures[name] for name in FIGURE_NAMES} == pytest.approx(expected)
    assert (figures["questions"], figures["ungraded"], figures["truncated"]) == (8, 0, 1)


def test_the_figures_as_json_have_their_parts_and_what_produced_them(tmp_path: Path) -> None:
    figures = json.loads(grade(tmp_path, ROWS, "--json").stdout)
    assert figures["by_language"]["zh"]["questions"] == 3
    assert figures["by_domain"]["Operating Systems"]["correct"] == 1
    assert figures["by_programming_language"]["bash"]["incorrect"] == 1
    assert figures["provenance"]["judge"]["name"] == "rule"


def test_the_table_has_a_row_per_language_and_fits_a_terminal(tmp_path: Path) -> None:
    finished = grade(tmp_path, ROWS)
    assert all(name in finished.stdout for name in ("English", "Chinese", "all", "F-score", "truncated"))
    assert max(map(len, finished.stdout.splitlines())) <= 80
    assert "out.jsonl" in finished.stdout


def test_the_same_input_gives_the_same_output(tmp_path: Path) -> None:
    grade(tmp_path, ROWS)
    first = (tmp_path / "out.jsonl").read_bytes()
    grade(tmp_path, ROWS)
    assert (tmp_path / "out.jsonl").read_bytes() == first


def test_the_output_can_be_graded_again(tmp_path: Path) -> None:
    grade(tmp_path, ROWS)
    again = codesimpleqa("grade", "out.jsonl", "-o", "out.jsonl", folder=tmp_path)
    assert again.returncode == 0
    assert [row["grade"] for row in read_rows(tmp_path / "out.jsonl")] == GRADES


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        (b"", ["in.jsonl", "empty"]),
        (b"{\n", ["in.jsonl, line 1", "not valid JSON"]),
        (b"[]\n", ["line 1", "list"]),
        (b'{"question": "q", "answer": "a"}\n', ["line 1", '"response" is missing']),
        (b'{"question": "q", "answer": "a", "response": "r", "language": "fr"}\n', ["line 1", "'fr'"]),
        (b'{"question": "q", "answer": "a", "response": 1}\n', ["line 1", "int"]),
        ('{"question": "q"}\n'.encode("utf-16"), ["in.jsonl", "UTF-16"]),
        (b"\x00\x00\n", ["line 1", "NUL"]),
        (
            b'{"question": "q", "answer": "a", "response": "r", "programming_language": ["c"]}\n',
            ["line 1", "\"programming_language\" is ['c']; it must be a string"],
        ),
        (b'{"\x1b[31m\n', ["line 1", "[U+001B]"]),
    ],
    ids=["empty", "no JSON", "no object", "no response", "language", "type", "UTF-16", "NUL", "list", "escape"],
)
def test_bad_input_is_named_and_nothing_is_written(tmp_path: Path, content: bytes, parts: list[str]) -> None:
    (tmp_path / "in.jsonl").write_bytes(content)
    (tmp_path / "out.jsonl").write_text("old")
    assert_clear_error(codesimpleqa("grade", "in.jsonl", "-o", "out.jsonl", folder=tmp_path), *parts)
    assert (tmp_path / "out.jsonl").read_text() == "old"
    assert {path.name for path in tmp_path.iterdir()} <= {"in.jsonl", "out.jsonl", ".cache"}


@pytest.mark.parametrize("target", ["out.jsonl", "absent/out.jsonl"], ids=["bad input", "bad output"])
def test_an_error_stands_alone_where_nothing_was_judged(tmp_path: Path, target: str) -> None:
    rows = [{"question": "q"}] if target == "out.jsonl" else ROWS
    write_jsonl(tmp_path / "in.jsonl", rows)
    finished = codesimpleqa("grade", "in.jsonl", "-o", target, folder=tmp_path)
    assert_clear_error(finished, "jsonl")
    assert len(finished.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (["absent.jsonl", "-o", "out.jsonl"], ["absent.jsonl", "no such file"]),
        ([".", "-o", "out.jsonl"], ["directory"]),
        (["in.jsonl", "-o", "absent/out.jsonl"], ["absent", "does not exist"]),
        (["in.jsonl", "-o", "."], ["directory"]),
        (["in.jsonl", "-o", "out.jsonl", "--judge", "nobody"], ["'nobody' is no judge", "rule"]),
        (["in.jsonl", "-o", "out.jsonl", "--judge", "absent.yaml"], ["absent.yaml", "no such file"]),
        (["in.jsonl", "-o", "out.jsonl", "--concurrency", "none"], ["concurrency", "'none'"]),
        (["in.jsonl", "-o", "out.jsonl", "--ungraded-tolerance", "5"], ["ungraded_tolerance"]),
        (["in.jsonl", "-o", "/dev/full"], ["/dev/full: cannot be written", "No space left"]),
        (["in.jsonl", "-o", "x" * 300], ["File name too long"]),
        (["x" * 300, "-o", "out.jsonl"], ["File name too long"]),
        (["/dev/stdin", "-o", "out.jsonl"], ["/dev/stdin: this is a pipe"]),
        (["in.jsonl"], ["-o"]),
        ([], ["IN"]),
    ],
    ids=lambda value: " ".join(value)[:40],
)
def test_bad_arguments_are_named(tmp_path: Path, arguments: list[str], parts: list[str]) -> None:
    write_jsonl(tmp_path / "in.jsonl", ROWS)
    if "/dev/full" in arguments and not Path("/dev/full").is_char_device():
        pytest.skip("no /dev/full here")
    assert_clear_error(codesimpleqa("grade", *arguments, folder=tmp_path, stdin="{}"), *parts)


def test_a_response_that_is_null_counts_as_empty_with_a_warning(tmp_path: Path) -> None:
    finished = grade(tmp_path, [EN | {"response": None}, EN | {"response": "ls"}])
    assert finished.returncode == 0
    assert "responses that are null, counted as empty answers (NOT_ATTEMPTED): 1." in finished.stderr
    assert read_rows(tmp_path / "out.jsonl")[0]["grade"] == "NOT_ATTEMPTED"


def test_the_input_itself_can_be_the_output(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "in.jsonl", ROWS)
    assert codesimpleqa("grade", "in.jsonl", "-o", "in.jsonl", folder=tmp_path).returncode == 0
    assert [row["grade"] for row in read_rows(tmp_path / "in.jsonl")] == GRADES


PREDICTION = {"0": {"prediction": "ls", "gold": {"question": EN["question"], "answer": "ls", "language": "en"}}}


@pytest.mark.parametrize("source", ["in.json", "link.json", "part.json"])
@pytest.mark.parametrize("target", ["in.json", "link.json", "part_0.json"])
def test_an_input_that_is_not_jsonl_is_not_replaced(tmp_path: Path, source: str, target: str) -> None:
    for name in ("in.json", "part_0.json"):
        (tmp_path / name).write_text(json.dumps(PREDICTION, indent=4))
    (tmp_path / "link.json").symlink_to("in.json")
    before = (tmp_path / target).read_text()
    finished = codesimpleqa("grade", source, "-o", target, folder=tmp_path)
    if ("part" in source) == ("part" in target):
        assert_clear_error(finished, target, "this is the input", f"-o {Path(source).stem}-graded.jsonl")
        assert (tmp_path / target).read_text() == before
    else:
        assert read_rows(tmp_path / target)[0]["grade"] == "CORRECT"


def test_jsonl_in_a_file_named_json_can_be_the_output_too(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "in.json", ROWS)
    assert codesimpleqa("grade", "in.json", "-o", "in.json", folder=tmp_path).returncode == 0
    assert [row["grade"] for row in read_rows(tmp_path / "in.json")] == GRADES


def test_the_graded_rows_can_go_to_standard_output(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "in.jsonl", ROWS)
    finished = codesimpleqa("grade", "in.jsonl", "-o", "/dev/stdout", folder=tmp_path)
    assert '"grade": "CORRECT"' in finished.stdout


def test_the_builtin_judge_says_that_its_scores_are_not_comparable_with_published_ones(tmp_path: Path) -> None:
    assert "not comparable with published ones" in grade(tmp_path, ROWS).stderr


def test_rows_of_a_published_question_file_with_responses(tmp_path: Path, published_file: Path) -> None:
    rows = [row | {"response": row["answer"]} for row in read_rows(published_file)]
    figures = json.loads(grade(tmp_path, rows, "--json").stdout)
    assert (figures["correct"], figures["questions"], figures["by_language"]["zh"]["questions"]) == (1, 1498, 716)
