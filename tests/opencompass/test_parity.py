"""One model, one judge, both harnesses: the same prompts, the same answers, the same grades, question by question."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from lessons import question_rows
from lm_eval_runs import figures_of, results_in, samples_in
from opencompass_runs import CONFIGS, OpenCompass, Run
from pytest import approx
from running import run_command, task_arguments, write_jsonl

from codesimpleqa_tasks.scoring import FIGURE_NAMES

LANGUAGES = ("en", "zh")


@dataclass(frozen=True)
class Asked:
    """What one harness did with one question. `prompt` is the text that was given to the tokenizer."""

    prompt: str
    answer: str
    grade: str


def lm_eval(opencompass: OpenCompass, folder: Path, questions: Path, *arguments: str) -> Path:
    """A run of lm_eval on the taught model; gives its folder."""
    folder.mkdir()
    finished = run_command(
        [
            *("lm_eval", "--model", "hf", "--model_args", f"pretrained={opencompass.model}", "--device", "cpu"),
            *("--batch_size", "4", "--log_samples", "--output_path", "out", *task_arguments(), *arguments),
        ],
        folder,
        {"CODESIMPLEQA_DATA": str(questions), "OMP_NUM_THREADS": "1"},
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return folder


def of_lm_eval(folder: Path, task: str) -> dict[str, Asked]:
    return {
        sample["doc"]["id"]: Asked(
            sample["arguments"]["gen_args_0"]["arg_0"],
            sample["questions"]["answers"][0],
            sample["questions"]["grades"][0],
        )
        for sample in samples_in(folder, task)
    }


def of_opencompass(run: Run, task: str, rendered: Any) -> dict[str, Asked]:
    predictions: dict[str, Any] = json.loads(run.file("predictions", task).read_text(encoding="utf-8"))
    return {
        detail["gold"]["id"]: Asked(rendered(row["origin_prompt"]), detail["answer"][0], detail["grade"][0])
        for row, detail in zip(predictions.values(), run.result(task)["details"], strict=True)
    }


def as_chat(opencompass: OpenCompass) -> Any:
    """Rendering as the model class of OpenCompass does it: the model's own chat template."""
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(opencompass.model)

    def rendered(prompt: str) -> str:
        messages = [{"role": "user", "content": prompt}]
        return tokenizer.apply_chat_template(messages, add_generation_prompt=True, tokenize=False)

    return rendered


@pytest.fixture(scope="module")
def chat(opencompass: OpenCompass, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lm-eval") / "chat"
    return lm_eval(opencompass, folder, opencompass.questions, "--tasks", "codesimpleqa", "--apply_chat_template")


@pytest.mark.parametrize("language", LANGUAGES)
def test_chat_prompts_answers_and_grades(
    chat: Path, finished_run: Run, opencompass: OpenCompass, language: str
) -> None:
    task = f"codesimpleqa_{language}"
    there = of_lm_eval(chat, task)
    assert len(there) == 20
    assert of_opencompass(finished_run, task, as_chat(opencompass)) == there


@pytest.mark.parametrize("language", LANGUAGES)
def test_chat_figures_shares_there_percentages_here(chat: Path, finished_run: Run, language: str) -> None:
    task = f"codesimpleqa_{language}"
    shares, percentages = figures_of(results_in(chat), task), finished_run.result(task)
    for name in (*FIGURE_NAMES, "f_score_low", "f_score_high"):
        assert 100 * shares[name] == approx(percentages[name]), name


def test_base_prompts_and_answers_with_five_worked_examples(opencompass: OpenCompass, tmp_path: Path) -> None:
    questions = write_jsonl(tmp_path / "few.jsonl", question_rows(per_language=2))
    folder = lm_eval(opencompass, tmp_path / "lm-eval", questions, "--tasks", "codesimpleqa_base")
    run = opencompass(
        tmp_path / "opencompass",
        *("--config-dir", CONFIGS, "--datasets", "codesimpleqa_base_gen", "--hf-type", "base"),
        environment={"CODESIMPLEQA_DATA": str(questions)},
    )
    for language in LANGUAGES:
        task = f"codesimpleqa_{language}_base"
        here, there = of_opencompass(run, task, str), of_lm_eval(folder, task)
        assert [asked.prompt for asked in here.values()] == [asked.prompt for asked in there.values()]
        assert all(asked.prompt.count("\n\n") == 5 for asked in here.values())
        # OpenCompass leaves the names of special tokens in a model's output, lm-eval takes them out.
        assert spoken(here.values()) == spoken(there.values())
        assert [asked.grade for asked in here.values()] == [asked.grade for asked in there.values()]


def spoken(asked: Sequence[Asked] | Any) -> list[str]:
    return [one.answer.replace("<|endoftext|>", "").strip() for one in asked]
