"""The main job as `codesimpleqa eval` does it: the embedded default model over the built-in questions."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from lm_eval_runs import figures_of, results_in, samples_in
from running import codesimpleqa, run_command, task_arguments, write_jsonl

from codesimpleqa_tasks.judging import Grade
from codesimpleqa_tasks.questions import Language, builtin_questions
from codesimpleqa_tasks.scoring import FIGURE_NAMES, Figures, Tally


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("openbook")


@pytest.fixture(scope="module")
def finished(folder: Path) -> subprocess.CompletedProcess[str]:
    finished = run_command(["codesimpleqa", "eval", *task_arguments()], folder)
    assert finished.returncode == 0, finished.stderr
    return finished


@pytest.fixture(scope="module")
def results(finished: subprocess.CompletedProcess[str], folder: Path) -> dict:
    return results_in(folder / "results")


@pytest.mark.parametrize("task", ["codesimpleqa_en", "codesimpleqa_zh", "codesimpleqa"])
def test_the_score_table_shows_every_task_with_its_figures(finished, results: dict, task: str) -> None:
    figures = figures_of(results, task)
    shown = re.search(rf"^{task} +([\d. -]+)$", finished.stdout, re.MULTILINE)
    assert shown is not None, finished.stdout
    assert shown[1].split()[:5] == [f"{figures[name]:.3f}" for name in FIGURE_NAMES]


def test_the_table_fits_a_terminal(finished) -> None:
    table = finished.stdout[finished.stdout.rindex("CO ") - 40 : finished.stdout.rindex("\nResults:")]
    assert max(map(len, table.splitlines())) <= 80


def test_it_says_where_results_and_samples_lie(finished, folder: Path) -> None:
    named = re.findall(r"^(?:Results|Samples): (.+)$", finished.stdout, re.MULTILINE)
    assert len(named) == 3
    assert all((folder / path).is_file() for path in named)


def test_a_results_file_of_ones_own_name_is_said_with_its_samples(tmp_path: Path) -> None:
    arguments = ["--tasks", "codesimpleqa_en", "--limit", "2", "--output_path", "mine.json"]
    finished = run_command(["codesimpleqa", "eval", *task_arguments(), *arguments], tmp_path)
    named = dict(re.findall(r"^(Results|Samples): (.+)$", finished.stdout, re.MULTILINE))
    assert named.keys() == {"Results", "Samples"}, finished.stderr
    assert named["Results"].startswith("mine_")
    assert all((tmp_path / path).is_file() for path in named.values())


def test_it_says_that_the_model_is_a_reference_line_and_the_judge_the_builtin_one(finished) -> None:
    assert "not a language model" in finished.stderr
    assert finished.stderr.count("not comparable with published ones") == 1


def test_every_builtin_question_is_answered_and_graded(results: dict, folder: Path) -> None:
    for language in Language:
        samples = samples_in(folder / "results", f"codesimpleqa_{language.value}")
        asked = {q.id for q in builtin_questions().questions if q.language is language}
        assert {sample["doc"]["id"] for sample in samples} == asked


def test_a_search_box_knows_much_but_not_all(results: dict) -> None:
    assert 0.5 < figures_of(results, "codesimpleqa")["f_score"] < 1


@pytest.mark.parametrize("task", ["codesimpleqa_en", "codesimpleqa_zh"])
def test_the_figures_of_a_task_are_those_of_its_samples_grades(results: dict, folder: Path, task: str) -> None:
    grades = [sample["questions"]["grades"] for sample in samples_in(folder / "results", task)]
    expected = Figures.of(Tally.of(grades)).as_dict()
    found = figures_of(results, task)
    assert {name: found[name] for name in expected} == pytest.approx(expected)
    assert found["questions"] == len(grades)


def test_the_figures_of_the_group_are_those_of_all_samples_together(results: dict, folder: Path) -> None:
    tasks = ("codesimpleqa_en", "codesimpleqa_zh")
    grades = [s["questions"]["grades"] for task in tasks for s in samples_in(folder / "results", task)]
    expected = Figures.of(Tally.of(grades)).as_dict()
    found = figures_of(results, "codesimpleqa")
    assert {name: found[name] for name in expected} == pytest.approx(expected)


def test_a_sample_holds_response_answer_grade_and_the_judges_reply(results: dict, folder: Path) -> None:
    sample = samples_in(folder / "results", "codesimpleqa_en")[0]
    assert isinstance(sample["resps"][0][0], str)
    judged = sample["questions"]
    assert Grade(judged["grades"][0]) is not Grade.UNGRADED
    assert judged["answers"] == [sample["resps"][0][0]]
    assert judged["judge_replies"][0]


def test_the_results_hold_the_interval_of_the_f_score(results: dict) -> None:
    figures = figures_of(results, "codesimpleqa_en")
    assert figures["f_score_low"] < figures["f_score"] < figures["f_score_high"]


@pytest.mark.parametrize("part", ["by_domain", "by_programming_language"])
def test_the_results_hold_the_breakdown_and_its_parts_add_up(results: dict, part: str) -> None:
    details = results["configs"]["codesimpleqa_en"]["metadata"]["details"]
    assert sum(each["questions"] for each in details[part].values()) == details["questions"]


def test_the_results_say_what_produced_them(results: dict) -> None:
    made_by = results["configs"]["codesimpleqa_zh"]["metadata"]["details"]["provenance"]
    assert made_by["data"]["sha256"] == builtin_questions().sha256
    assert made_by["judge"]["name"] == "rule" and len(made_by["judge"]["sha256"]) == 64
    assert made_by["prompts"]["version"] and made_by["packages"]["lm_eval"]


def test_grading_the_samples_again_gives_the_same_figures(results: dict, folder: Path) -> None:
    (samples,) = (folder / "results").glob("**/samples_codesimpleqa_en_2*.jsonl")
    finished = codesimpleqa("grade", samples, "-o", folder / "graded.jsonl", "--json", folder=folder)
    assert finished.returncode == 0, finished.stderr
    found, expected = json.loads(finished.stdout), figures_of(results, "codesimpleqa_en")
    assert {name: found[name] for name in FIGURE_NAMES} == pytest.approx({n: expected[n] for n in FIGURE_NAMES})


def test_ones_own_questions(tmp_path: Path) -> None:
    question = {"language": "en", "question": "Which Python keyword defines a function?", "answer": "def"}
    data = write_jsonl(tmp_path / "mine.jsonl", [question | {"domain": "Programming Languages"}])
    finished = run_command(
        [
            "codesimpleqa",
            "eval",
            "--tasks",
            "codesimpleqa_en",
            "--metadata",
            f'{{"data": "{data}"}}',
            *task_arguments(),
        ],
        tmp_path,
        {"CODESIMPLEQA_DATA": "overridden"},
    )
    assert finished.returncode == 0, finished.stderr
    details = results_in(tmp_path / "results")["configs"]["codesimpleqa_en"]["metadata"]["details"]
    assert details["questions"] == 1
    assert details["provenance"]["data"]["source"] == str(data)


def test_the_published_questions_as_data(tmp_path: Path, published_file: Path) -> None:
    finished = run_command(
        ["codesimpleqa", "eval", "--metadata", f'{{"data": "{published_file}"}}', *task_arguments()], tmp_path
    )
    assert finished.returncode == 0, finished.stderr
    results = results_in(tmp_path / "results")
    assert figures_of(results, "codesimpleqa_en")["questions"] == 782
    assert figures_of(results, "codesimpleqa_zh")["questions"] == 716


@pytest.mark.parametrize("variant", ["_thinking", "_base", "_calibration"])
def test_the_other_variants_run_too(tmp_path: Path, variant: str) -> None:
    finished = run_command(
        ["codesimpleqa", "eval", "--tasks", f"codesimpleqa{variant}", "--limit", "6", *task_arguments()], tmp_path
    )
    assert finished.returncode == 0, finished.stderr
    figures = figures_of(results_in(tmp_path / "results"), f"codesimpleqa_zh{variant}")
    assert figures["questions"] == 6
    if variant == "_calibration":
        assert figures["confidence_given"] == 1 and 0 <= figures["calibration_error"] <= 1


def test_help_shows_the_defaults_and_all_of_lm_evals_arguments(tmp_path: Path) -> None:
    finished = codesimpleqa("eval", "--help", folder=tmp_path)
    assert finished.returncode == 0
    assert "codesimpleqa-openbook" in finished.stdout and "--apply_chat_template" in finished.stdout


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    finished = run_command(["bash", "-o", "pipefail", "-c", "codesimpleqa judges | head -1"], tmp_path)
    assert finished.returncode == 0, finished.stderr
    assert "Traceback" not in finished.stderr
