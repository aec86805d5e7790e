"""`lm_eval --model hf` with a tiny model, from a folder that has nothing to do with the checkout."""

from __future__ import annotations

import json
import math
import subprocess
from pathlib import Path

import pytest
from lm_eval_runs import figures_of, results_in, samples_in
from running import assert_clear_error, run_command, task_arguments, write_jsonl

pytest.importorskip("torch")

TASKS = [
    f"codesimpleqa_{lang}{variant}" for lang in ("en", "zh") for variant in ("", "_thinking", "_base", "_calibration")
]
QUESTIONS = [
    {"language": "en", "question": f"Which command lists the files of folder {n}?", "answer": "ls", "domain": domain}
    for n, domain in enumerate(["Operating Systems", "Databases", "Databases"])
] + [
    {
        "language": "zh",
        "question": f"列出第 {n} 个目录的文件用什么命令？",
        "answer": "ls",
        "domain": "Operating Systems",
    }
    for n in range(2)
]


def lm_eval(folder: Path, model: Path, *arguments: str, environment: dict[str, str] | None = None):
    return run_command(
        [
            *("lm_eval", "run", "--model", "hf", "--model_args", f"pretrained={model}", "--device", "cpu"),
            *("--batch_size", "4", "--output_path", "out", "--log_samples", *task_arguments(), *arguments),
        ],
        folder,
        environment,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hf")


@pytest.fixture(scope="module")
def finished(folder: Path, tiny_model: Path) -> subprocess.CompletedProcess[str]:
    write_jsonl(folder / "mine.jsonl", QUESTIONS)
    finished = lm_eval(
        folder,
        tiny_model,
        *("--tasks", "codesimpleqa,codesimpleqa_thinking,codesimpleqa_base,codesimpleqa_calibration"),
        *("--metadata", '{"data": "mine.jsonl"}', "--gen_kwargs", "max_gen_toks=24"),
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return finished


@pytest.fixture(scope="module")
def results(finished, folder: Path) -> dict:
    return results_in(folder / "out")


@pytest.mark.parametrize("task", TASKS)
def test_every_task_gives_figures(results: dict, task: str) -> None:
    figures = figures_of(results, task)
    assert figures["questions"] == (3 if "_en" in task else 2)
    assert figures["correct"] + figures["incorrect"] + figures["not_attempted"] == pytest.approx(1)


def test_the_table_that_lm_eval_prints_has_the_f_score_of_every_group(finished) -> None:
    for group in ("codesimpleqa", "codesimpleqa_thinking", "codesimpleqa_base", "codesimpleqa_calibration"):
        assert f"|{group}" in finished.stdout.replace(" ", "")
    assert "f_score" in finished.stdout


def test_the_chat_template_is_applied_to_the_prompt(tmp_path: Path, tiny_model: Path) -> None:
    write_jsonl(tmp_path / "mine.jsonl", QUESTIONS)
    finished = lm_eval(
        tmp_path,
        tiny_model,
        *("--tasks", "codesimpleqa_en", "--apply_chat_template", "--gen_kwargs", "max_gen_toks=8"),
        *("--metadata", '{"data": "mine.jsonl"}'),
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    prompt = samples_in(tmp_path / "out", "codesimpleqa_en")[0]["arguments"]["gen_args_0"]["arg_0"]
    assert prompt.startswith("<|user|>\n") and prompt.endswith("<|assistant|>\n")


@pytest.mark.parametrize(
    ("task", "label"), [("codesimpleqa_en_base", "\nAnswer:"), ("codesimpleqa_zh_base", "\n答案：")]
)
def test_a_base_model_sees_five_worked_examples_and_then_the_question(folder: Path, results, task, label) -> None:
    for sample in samples_in(folder / "out", task):
        *examples, last = sample["arguments"]["gen_args_0"]["arg_0"].split("\n\n")
        assert len(examples) == 5
        assert all(example.partition(label)[2].strip() for example in examples)
        assert sample["doc"]["question"] in last and last.endswith(label)


def test_a_base_model_stops_at_the_end_of_the_line(folder: Path, results: dict) -> None:
    for sample in samples_in(folder / "out", "codesimpleqa_en_base"):
        assert sample["arguments"]["gen_args_0"]["arg_1"]["until"][0] == "\n"


def test_repeats_score_the_mean_over_the_answers_of_a_question(tmp_path: Path, tiny_model: Path) -> None:
    write_jsonl(tmp_path / "mine.jsonl", QUESTIONS)
    repeated = tmp_path / "tasks" / "repeated.yaml"
    repeated.parent.mkdir()
    from codesimpleqa_tasks.shipped import tasks_folder

    original = (tasks_folder() / "codesimpleqa_en.yaml").read_text(encoding="utf-8")
    common = tasks_folder() / "_common_yaml"
    repeated.write_text(
        original.replace("task: codesimpleqa_en", "task: repeated\nrepeats: 3").replace(
            "include: _common_yaml", f"include: {common}"
        ),
        encoding="utf-8",
    )
    finished = run_command(
        [
            *("lm_eval", "run", "--model", "hf", "--model_args", f"pretrained={tiny_model}", "--device", "cpu"),
            *("--output_path", "out", "--log_samples", "--include_path", str(repeated.parent), "--tasks", "repeated"),
            *("--metadata", '{"data": "mine.jsonl"}', "--gen_kwargs", "max_gen_toks=8"),
        ],
        tmp_path,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    samples = samples_in(tmp_path / "out", "repeated")
    assert [len(sample["questions"]["grades"]) for sample in samples] == [3, 3, 3]
    figures = figures_of(results_in(tmp_path / "out"), "repeated")
    shares = [sample["questions"]["grades"].count("INCORRECT") / 3 for sample in samples]
    assert figures["incorrect"] == pytest.approx(sum(shares) / 3)


def test_thinking_that_never_ends_is_counted_as_truncated(results: dict) -> None:
    assert not math.isnan(figures_of(results, "codesimpleqa_en_thinking")["truncated"])


@pytest.mark.parametrize(
    ("metadata", "parts"),
    [
        ({"data": "absent.jsonl"}, ["absent.jsonl", "no such file"]),
        ({"data": "mine.jsonl", "judge": "nobody"}, ["'nobody' is no judge"]),
        ({"data": "bad.jsonl"}, ["bad.jsonl, line 2"]),
        ({"data": "mine.jsonl", "ungraded_tolerance": 7}, ["ungraded_tolerance"]),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_cannot_be_used_is_said_before_anything_is_generated(
    tmp_path: Path, tiny_model: Path, metadata: dict, parts: list[str]
) -> None:
    write_jsonl(tmp_path / "mine.jsonl", QUESTIONS)
    (tmp_path / "bad.jsonl").write_text(json.dumps(QUESTIONS[0]) + "\n{\n")
    finished = lm_eval(tmp_path, tiny_model, "--tasks", "codesimpleqa_en", "--metadata", json.dumps(metadata))
    assert_clear_error(finished, *parts)
    assert "Running generate_until" not in finished.stdout + finished.stderr


def test_a_run_over_two_processes_scores_every_question_once(tmp_path: Path, tiny_model: Path) -> None:
    pytest.importorskip("accelerate")
    write_jsonl(tmp_path / "mine.jsonl", QUESTIONS)
    launch = "accelerate launch --cpu --num_processes 2 --num_machines 1 --mixed_precision no --dynamo_backend no"
    finished = run_command(
        [
            *(*launch.split(), "-m", "lm_eval", "run", "--model", "hf", "--model_args", f"pretrained={tiny_model}"),
            *("--tasks", "codesimpleqa", "--gen_kwargs", "max_gen_toks=8", "--metadata", '{"data": "mine.jsonl"}'),
            *("--output_path", "out", "--log_samples", *task_arguments()),
        ],
        tmp_path,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    results = results_in(tmp_path / "out")
    assert figures_of(results, "codesimpleqa_en")["questions"] == 3
    details = results["configs"]["codesimpleqa_en"]["metadata"]["details"]
    assert details["questions"] == 3
    asked = [sample["doc"]["question"] for sample in samples_in(tmp_path / "out", "codesimpleqa_en")]
    assert sorted(asked) == sorted(q["question"] for q in QUESTIONS if q["language"] == "en")
