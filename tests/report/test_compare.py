"""compare: the same questions, paired; plain words; refusal of what cannot be compared."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from graded_runs import C, N, U, X, document, each, write_graded, write_run
from running import assert_clear_error, codesimpleqa, read_rows

from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.report.compare_text import comparison_text, verdict
from codesimpleqa_tasks.report.comparing import Comparison, compare_runs
from codesimpleqa_tasks.report.runs import read_runs

pytest.importorskip("scipy")

WORSE = {"en": [[C], [X], [X], [X], [N], [C]] * 50, "zh": [[C], [X], [N], [C]] * 50}
BETTER = {"en": [[C], [C], [X], [C], [C], [X]] * 50, "zh": [[C], [X], [N], [C]] * 50}


def compared(tmp_path: Path, first: Any, second: Any, force: bool = False, **more: Any) -> Comparison:
    write_run(tmp_path / "a", first, model="m/Old-7B")
    write_run(tmp_path / "b", second, model="m/New-7B", **more)
    (comparison,) = compare_runs(*read_runs([tmp_path / "a", tmp_path / "b"]), force=force)
    return comparison


def test_the_better_run_is_named_with_difference_interval_and_p_value(tmp_path: Path) -> None:
    comparison = compared(tmp_path, WORSE, BETTER)
    said = verdict(comparison)
    assert said.startswith("B is better than A: F-score +0.")
    assert "p < 0.001" in said
    found = comparison.whole.differences["f_score"]
    assert found.first == pytest.approx(comparison.whole.differences["f_score"].second - found.difference)


def test_noise_is_called_noise_and_the_questions_needed_are_given(tmp_path: Path) -> None:
    said = verdict(compared(tmp_path, each("en", [C, X] * 40 + [X]), each("en", [C, X] * 40 + [C])))
    assert said.startswith("No difference can be told from noise")
    assert "such questions would be needed" in said


def test_languages_and_domains_are_compared_with_correction_for_looking_at_all(tmp_path: Path) -> None:
    parts = compared(tmp_path, WORSE, BETTER).parts
    assert [(p.language, p.domain, p.questions) for p in parts[:3]] == [
        ("all", "all", 500),
        ("en", "all", 300),
        ("zh", "all", 200),
    ]
    assert {p.domain for p in parts[3:]} == {"Databases", "Operating Systems", "Web Technologies"}
    assert all(p.p_corrected >= p.differences["f_score"].p_value for p in parts)
    assert parts[1].p_corrected == pytest.approx(2 * parts[1].differences["f_score"].p_value)


def test_flips_are_the_questions_won_and_lost(tmp_path: Path) -> None:
    flips = compared(tmp_path, each("en", [C, C, X, N, U]), each("en", [X, C, C, C, C])).flips
    assert list(zip(flips["question_id"], flips["change"], flips["first_grade"], flips["second_grade"])) == [
        (document("en", 2)["id"], "won", X, C),
        (document("en", 3)["id"], "won", N, C),
        (document("en", 0)["id"], "lost", C, X),
    ]


def test_questions_that_only_one_run_has_are_left_out_and_counted(tmp_path: Path) -> None:
    comparison = compared(tmp_path, each("en", [C] * 10), each("en", [C] * 7))
    assert (comparison.whole.questions, comparison.only_first, comparison.only_second) == (7, 3, 0)
    assert "3 questions left out" in comparison_text(comparison)


def test_several_answers_per_question_stay_paired_by_question(tmp_path: Path) -> None:
    comparison = compared(tmp_path, {"en": [[C, X, X, X]] * 30}, {"en": [[C, C, X, X]] * 30})
    assert comparison.whole.questions == 30
    assert comparison.flips["first_grade"].unique().tolist() == ["1 of 4 CORRECT"]


@pytest.mark.parametrize("name", ["data", "judge", "prompts"])
def test_runs_made_differently_are_refused_with_the_reason(tmp_path: Path, name: str) -> None:
    shown = {"data": "questions", "judge": "judge", "prompts": "prompts"}[name]
    with pytest.raises(InputError, match=rf"(?s)differ in:\n  {shown}: .*--force") as refused:
        compared(tmp_path, WORSE, BETTER, hashes={name: "9" * 64})
    assert "99999999 (New-7B)" in str(refused.value)


def test_force_compares_them_and_marks_the_output(tmp_path: Path) -> None:
    comparison = compared(tmp_path, WORSE, BETTER, force=True, hashes={"judge": "9" * 64})
    assert comparison.is_forced
    assert "FORCED: these runs are not comparable" in comparison_text(comparison)


def test_other_versions_of_packages_are_told_but_forbid_nothing(tmp_path: Path) -> None:
    text = comparison_text(compared(tmp_path, WORSE, BETTER, packages={"python": "3.12"}))
    assert "python: 3.11 (Old-7B) against 3.12 (New-7B)" in text
    assert "FORCED" not in text


def test_what_is_not_recorded_is_said(tmp_path: Path) -> None:
    write_run(tmp_path / "a", each("en", [C, X]))
    graded = write_graded(tmp_path / "graded.jsonl", each("en", [C, C]))
    (comparison,) = compare_runs(*read_runs([tmp_path / "a", graded]))
    assert "against not recorded (graded)" in comparison_text(comparison)


def test_the_same_id_with_another_gold_answer_is_refused(tmp_path: Path) -> None:
    write_run(tmp_path / "a", each("en", [C, X]))
    below = write_run(tmp_path / "b", each("en", [C, X]))
    (samples,) = below.glob("samples_*")
    samples.write_text(samples.read_text(encoding="utf-8").replace('"answer": "gold 1"', '"answer": "other"'))
    with pytest.raises(InputError, match="another text or gold answer"):
        compare_runs(*read_runs([tmp_path / "a", tmp_path / "b"]))


def test_two_variants_of_one_model_can_be_compared(tmp_path: Path) -> None:
    write_run(tmp_path / "chat", each("en", [C, X]))
    write_run(tmp_path / "thinking", each("en", [C, C]), variant="thinking")
    (comparison,) = compare_runs(*read_runs([tmp_path / "chat", tmp_path / "thinking"]))
    assert (comparison.first_variant.value, comparison.second_variant.value) == ("chat", "thinking")


def test_ungraded_answers_leave_no_verdict_and_exit_code_3(tmp_path: Path) -> None:
    write_run(tmp_path / "a", each("en", [C, X]))
    write_run(tmp_path / "b", each("en", [C, U]))
    finished = codesimpleqa("compare", "a", "b", folder=tmp_path)
    assert finished.returncode == 3, finished.stderr
    assert "No verdict" in finished.stdout and "codesimpleqa grade" in finished.stdout


def test_the_table_and_the_json_hold_the_same_numbers(tmp_path: Path) -> None:
    write_run(tmp_path / "a", WORSE)
    write_run(tmp_path / "b", BETTER)
    table = codesimpleqa("compare", "a", "b", folder=tmp_path).stdout
    (found,) = json.loads(codesimpleqa("compare", "a", "b", "--json", folder=tmp_path).stdout)["comparisons"]
    f_score = found["parts"][0]["differences"]["f_score"]
    (line,) = (line for line in table.splitlines() if line.startswith("F-score") and " to " in line)
    assert line.split()[1:4] == [f"{f_score['first']:.3f}", f"{f_score['second']:.3f}", f"{f_score['difference']:+.3f}"]
    assert found["verdict"] in table


def test_all_flips_can_be_written_to_a_file(tmp_path: Path) -> None:
    write_run(tmp_path / "a", each("en", [X] * 20))
    write_run(tmp_path / "b", each("en", [C] * 20))
    printed = codesimpleqa("compare", "a", "b", "--flips", "2", "-o", "flips.jsonl", folder=tmp_path).stdout
    rows = read_rows(tmp_path / "flips.jsonl")
    assert [row["change"] for row in rows] == ["won"] * 20
    assert {"question_id", "question", "gold", "first_answer", "second_answer", "variant"} <= set(rows[0])
    assert "and 18 more (won)" in printed


def test_what_models_wrote_cannot_drive_the_terminal_and_chinese_fits_it(tmp_path: Path) -> None:
    write_run(tmp_path / "a", each("zh", [X]), responses=["\x1b[31m\x1b]0;title\x07" + "很长的回答" * 200])
    write_run(tmp_path / "b", each("zh", [C]), responses=["\u202egold"])
    printed = codesimpleqa("compare", "a", "b", folder=tmp_path, environment={"COLUMNS": "80"}).stdout
    assert not set("\x1b\x07\u202e") & set(printed)
    from wcwidth import wcswidth

    assert max(wcswidth(line) for line in printed.splitlines() if "回答" in line) <= 80


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (("a", "a"), ("the same run", "a")),
        (("a", "a/maker__Model-7B"), ("the same run",)),
        (("a", "nowhere"), ("nowhere", "no such file or folder")),
        (("a", "c"), ("no question in common",)),
        (("a", "two"), ("holds 2 runs", "One-1B", "Two-1B")),
        (("a", "b", "--flips", "-1"), ("--flips", "-1")),
        (("x=a/maker__Model-7B", "x=d"), ("one name",)),
    ],
)
def test_bad_input_gets_a_clear_message(tmp_path: Path, arguments: tuple[str, ...], parts: tuple[str, ...]) -> None:
    write_run(tmp_path / "a", each("en", [C]))
    write_run(tmp_path / "b", each("en", [X]))
    write_run(tmp_path / "c", each("zh", [X]))
    write_run(tmp_path / "d", each("zh", [X]))
    for model in ("m/One-1B", "m/Two-1B"):
        write_run(tmp_path / "two", each("en", [X]), model=model)
    assert_clear_error(codesimpleqa("compare", *arguments, folder=tmp_path), *parts)
