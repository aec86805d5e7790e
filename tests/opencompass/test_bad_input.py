"""What cannot be used: a message that says what to do, and never a score over part of the questions unsaid."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lessons import EXPECTED, answer_to, question_rows
from opencompass_runs import CONFIGS, OpenCompass
from pytest import approx
from running import write_jsonl

adapter = pytest.importorskip("codesimpleqa_tasks.adapters.opencompass", reason="needs OpenCompass")


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    return write_jsonl(tmp_path / "questions.jsonl", question_rows())


def dataset(questions: Path, *, test_range: str = "", n: int = 1, **more: Any) -> Any:
    """The dataset as OpenCompass builds it from a config."""
    reader = dict(input_columns=["prompt"], output_column="gold", **({"test_range": test_range} if test_range else {}))
    arguments = {"abbr": "codesimpleqa_en", "language": "en", "data": str(questions), **more}
    return adapter.CodeSimpleQADataset(reader_cfg=reader, n=n, k=n, **arguments).test


def evaluated(rows: Any, tmp_path: Path, *, n: int = 1, **given: Any) -> dict[str, Any]:
    """The result of the right answers (or the `predictions` that are given) to the rows."""
    answers = {row["id"]: answer_to(row) for row in question_rows()}
    evaluator = adapter.CodeSimpleQAEvaluator()
    evaluator._out_dir = str(tmp_path / "20260101_000000" / "results" / "model" / "codesimpleqa_en")
    fitting = {
        "predictions": [answers[row["gold"]["id"]] for row in rows],
        "origin_prompt": [row["prompt"] for row in rows],
    }
    return evaluator.evaluate(n, n, rows, **{**fitting, **given})


def stops_with(capsys: pytest.CaptureFixture[str], *parts: str) -> None:
    said = capsys.readouterr().err
    assert said.startswith("codesimpleqa: ") or "\ncodesimpleqa: " in said
    for part in parts:
        assert part in said, said


@pytest.mark.parametrize(
    "arguments, parts",
    [
        ({"data": "nowhere.jsonl"}, ["nowhere.jsonl: no such file"]),
        ({"judge": "ruler"}, ["'ruler' is no judge", "rule"]),
        ({"language": "english"}, ["language of a CodeSimpleQA dataset is 'english'", "'en', 'zh'"]),
        ({"variant": "chats"}, ["variant of a CodeSimpleQA dataset is 'chats'", "'thinking'"]),
        ({"judges": "rule"}, ["judges: no setting of CodeSimpleQA", "judge_model"]),
        ({"judge_api_key": "sk-123"}, ["judge_api_key: a key given here", "CODESIMPLEQA_JUDGE_API_KEY"]),
    ],
)
def test_a_dataset_of_no_use_ends_the_process(
    questions: Path, capsys: pytest.CaptureFixture[str], arguments: dict[str, Any], parts: list[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        dataset(questions, **arguments)
    assert stopped.value.code == 2
    stops_with(capsys, *parts)


def test_questions_in_one_language_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    english = write_jsonl(tmp_path / "english.jsonl", question_rows()[:20])
    with pytest.raises(SystemExit):
        dataset(english, language="zh")
    stops_with(capsys, "holds no Chinese questions")


def test_a_wrong_judge_is_found_before_the_model_generates_anything(opencompass: OpenCompass, tmp_path: Path) -> None:
    run = opencompass(
        tmp_path,
        *("--config-dir", CONFIGS, "--datasets", "codesimpleqa_gen"),
        environment={"CODESIMPLEQA_JUDGE": "ruler"},
        quick=False,
    )
    assert run.returncode == 2
    assert "codesimpleqa: 'ruler' is no judge" in run.printed and "Traceback" not in run.printed
    assert not list(tmp_path.glob("outputs/default/*/predictions"))


@pytest.mark.parametrize(
    "change, parts",
    [
        (lambda given: [*given[1:], given[0]], ["prediction 0 was made for another prompt than that of question en-0"]),
        (lambda given: given[:12], ["there are predictions for 12 of 20 rows; nothing is scored", "-r"]),
        (lambda given: [*given, given[0]], ["there are 21 predictions for 20 rows; nothing is scored"]),
    ],
    ids=["other questions", "too few", "too many"],
)
def test_predictions_that_do_not_fit_are_not_scored(
    questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], change: Any, parts: list[str]
) -> None:
    rows = dataset(questions)
    prompts = [row["prompt"] for row in rows]
    with pytest.raises(SystemExit) as stopped:
        evaluated(rows, tmp_path, predictions=["op1"] * len(change(prompts)), origin_prompt=change(prompts))
    assert stopped.value.code == 2
    stops_with(capsys, "predictions/model/codesimpleqa_en", *parts)


def test_predictions_to_another_variant_are_not_scored(
    questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = [row["prompt"] for row in dataset(questions, variant="base")]
    with pytest.raises(SystemExit):
        evaluated(dataset(questions), tmp_path, origin_prompt=base)
    stops_with(capsys, "another variant or version of the prompts")


@pytest.mark.parametrize(
    "prompt",
    [
        lambda text: text,
        lambda text: f"<|user|>\n{text}<|end|>\n<|assistant|>",
        lambda text: [{"role": "HUMAN", "prompt": f"{text}\n"}],
        lambda text: [{"role": "system", "content": "Be brief."}, {"role": "user", "content": text}],
    ],
    ids=["as it is", "in a template", "OpenCompass messages", "OpenAI messages"],
)
def test_a_prompt_fits_in_whatever_form_the_model_class_gave_it(questions: Path, tmp_path: Path, prompt: Any) -> None:
    rows = dataset(questions)
    result = evaluated(rows, tmp_path, origin_prompt=[prompt(row["prompt"]) for row in rows])
    assert {name: result[name] for name in EXPECTED} == approx(EXPECTED)


def test_a_test_range_is_said_to_be_one(questions: Path, tmp_path: Path) -> None:
    result = evaluated(dataset(questions, test_range="[:8]"), tmp_path)
    assert (result["questions"], result["counts"]["questions_in_data"]) == (8, 20)
    assert any(note.startswith("Scored over 8 of the 20 questions of ") for note in result["notes"])


def test_a_whole_score_has_no_such_note(questions: Path, tmp_path: Path) -> None:
    (note,) = evaluated(dataset(questions), tmp_path)["notes"]
    assert note.startswith("Graded by the built-in rule judge")


def test_a_test_range_across_repeats_is_said_to_be_one(questions: Path, tmp_path: Path) -> None:
    result = evaluated(dataset(questions, test_range="[:30]", n=2), tmp_path, n=2)
    assert result["questions"] == 20
    assert any("10 questions 1 time, 10 questions 2 times" in note for note in result["notes"])


def test_null_predictions_count_as_not_attempted_and_are_said(questions: Path, tmp_path: Path) -> None:
    rows = dataset(questions)
    result = evaluated(rows, tmp_path, predictions=[None] * 20)
    assert result["not_attempted"] == 100.0
    assert any(note.endswith("null, counted as empty answers (NOT_ATTEMPTED): 20.") for note in result["notes"])


def test_thinking_is_taken_off_and_what_is_cut_off_in_it_is_counted(questions: Path, tmp_path: Path) -> None:
    rows = dataset(questions, variant="thinking")
    answers = ["<think>op0 or op9?</think>op0", "<think>Let me see", *["I do not know."] * 18]
    result = evaluated(rows, tmp_path, predictions=answers)
    assert (result["correct"], result["not_attempted"], result["truncated"]) == (5.0, 95.0, 5.0)


def test_calibration_figures_are_percentages(questions: Path, tmp_path: Path) -> None:
    rows = dataset(questions, variant="calibration")
    answers = [f'{{"answer": "op{i}", "confidence": 80}}' for i in range(10)] + ["I do not know."] * 10
    result = evaluated(rows, tmp_path, predictions=answers)
    assert (result["correct"], result["confidence_given"]) == (50.0, 50.0)
    assert (result["calibration_error"], result["brier_score"]) == (approx(20.0), approx(4.0))


def test_several_answers_of_the_model_to_one_prompt_are_pooled(questions: Path, tmp_path: Path) -> None:
    rows = dataset(questions)
    result = evaluated(rows, tmp_path, predictions=[[f"op{i}", "xyz"] for i in range(20)])
    assert (result["correct"], result["incorrect"], result["questions"]) == (50.0, 50.0, 20)
