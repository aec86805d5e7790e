"""However a run is cut up, repeated or moved, the figures are those of all answers together."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from lessons import EXPECTED
from opencompass_runs import CONFIGS, OpenCompass, Run, write_config
from pytest import approx

CONFIG = """
from mmengine.config import read_base
from opencompass.models import HuggingFacewithChatTemplate
from opencompass.partitioners import NumWorkerPartitioner, SizePartitioner
from opencompass.runners import LocalRunner
from opencompass.tasks import OpenICLInferTask

with read_base():
    from .datasets.codesimpleqa.codesimpleqa_gen import codesimpleqa_datasets as datasets
    from .summarizers.codesimpleqa import summarizer

models = [
    dict(
        type=HuggingFacewithChatTemplate,
        abbr="taught_hf",
        path="{model}",
        max_out_len=64,
        batch_size=4,
        run_cfg=dict(num_gpus=0),
    )
]
{more}
"""

NUM_WORKER = """
infer = dict(
    partitioner=dict(type=NumWorkerPartitioner, num_worker=3, min_task_size=1, force_rebuild=True),
    runner=dict(type=LocalRunner, max_num_workers=1, task=dict(type=OpenICLInferTask)),
)
"""
BY_SIZE = """
infer = dict(
    partitioner=dict(type=SizePartitioner, max_task_size=180, gen_task_coef=20),
    runner=dict(type=LocalRunner, max_num_workers=1, task=dict(type=OpenICLInferTask)),
)
"""
TWICE = """
for dataset in datasets:
    dataset['n'] = dataset['k'] = 2
del dataset
"""


def config(opencompass: OpenCompass, folder: Path, more: str) -> Path:
    return write_config(folder / "configs" / "eval_mine.py", CONFIG.format(model=opencompass.model, more=more))


def same_grades(run: Run, other: Run) -> bool:
    return all(
        [d["grade"] for d in run.result(dataset)["details"]] == [d["grade"] for d in other.result(dataset)["details"]]
        for dataset in ("codesimpleqa_en", "codesimpleqa_zh")
    )


def parts_of(run: Run) -> list[str]:
    return sorted(p.name for p in (run.outputs / "predictions" / "taught_hf").iterdir())


@pytest.fixture(scope="module")
def in_workers_parts(opencompass: OpenCompass, tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("parts")
    return opencompass(folder, config(opencompass, folder, NUM_WORKER), with_model=False)


def test_a_partition_by_workers_does_not_change_figures(in_workers_parts: Run, finished_run: Run) -> None:
    assert parts_of(in_workers_parts) == [f"codesimpleqa_{lang}_{i}.json" for lang in ("en", "zh") for i in range(3)]
    assert same_grades(in_workers_parts, finished_run)
    for dataset in ("codesimpleqa_en", "codesimpleqa_zh"):
        assert {name: in_workers_parts.result(dataset)[name] for name in EXPECTED} == approx(EXPECTED)


def test_inference_by_size_here_and_evaluation_on_another_machine(
    opencompass: OpenCompass, finished_run: Run, tmp_path: Path
) -> None:
    here = tmp_path / "here"
    inferred = opencompass(here, config(opencompass, here, BY_SIZE), "-m", "infer", with_model=False)
    assert len(parts_of(inferred)) == 6, inferred.printed  # 9 questions and fewer
    assert not (inferred.outputs / "results").exists()
    there = tmp_path / "there"
    shutil.move(here, there)
    evaluated = opencompass(there, there / "configs" / "eval_mine.py", "-m", "eval", "-r", with_model=False)
    assert same_grades(evaluated, finished_run), evaluated.printed


@pytest.mark.parametrize("part", ["codesimpleqa_en_1.json", "codesimpleqa_en_2.json"])
def test_a_missing_part_is_no_score_and_the_terminal_says_so(
    opencompass: OpenCompass, in_workers_parts: Run, tmp_path: Path, part: str
) -> None:
    folder = in_workers_parts.copy_to(tmp_path / "run", without="results")
    run = Run(folder, "", 0)
    (run.outputs / "predictions" / "taught_hf" / part).unlink()
    again = opencompass(folder, folder / "configs" / "eval_mine.py", "-m", "eval", "-r", with_model=False, quick=False)
    there = 7 if part.endswith("_1.json") else 14
    message = f"there are predictions for {there} of 20 questions"
    assert "codesimpleqa: taught_hf/codesimpleqa_en: no score. " in again.printed
    assert message in again.printed and message in again.log("eval", "codesimpleqa_en")
    assert "Traceback" not in again.log("eval", "codesimpleqa_en")
    assert not again.file("results", "codesimpleqa_en").exists()
    assert again.result("codesimpleqa_zh")["correct"] == 50.0
    rows = [line.split() for line in again.printed.splitlines() if line.startswith("codesimpleqa ")]
    assert not rows, "a row for both languages over one of them only"


def test_repeats_average_per_question(opencompass: OpenCompass, tmp_path: Path) -> None:
    run = opencompass(tmp_path, config(opencompass, tmp_path, TWICE), with_model=False)
    result = run.result("codesimpleqa_en")
    assert [len(d["grade"]) for d in result["details"]] == [2] * 20
    assert {name: result[name] for name in EXPECTED} == approx(EXPECTED)
    assert (result["questions"], result["counts"]["answers"]) == (20, 40)
    assert json.loads(run.file("predictions", "codesimpleqa_en").read_text(encoding="utf-8")).keys() == {
        str(i) for i in range(40)
    }


def test_an_interrupted_inference_is_no_score_and_goes_on_with_reuse(
    opencompass: OpenCompass, finished_run: Run, tmp_path: Path
) -> None:
    folder = finished_run.copy_to(tmp_path / "run", without="results")
    run = Run(folder, "", 0)
    predictions = run.file("predictions", "codesimpleqa_en")
    kept = list(json.loads(predictions.read_text(encoding="utf-8")).items())[:12]
    predictions.unlink()
    unfinished = predictions.with_name("tmp_codesimpleqa_en.jsonl")
    unfinished.write_text("".join(json.dumps({"idx": i, **row}) + "\n" for i, row in kept), encoding="utf-8")
    arguments = ("--config-dir", CONFIGS, "--datasets", "codesimpleqa_gen", "--summarizer", "codesimpleqa", "-r")
    evaluated = opencompass(folder, *arguments, "-m", "eval", quick=False)
    assert "taught_hf/codesimpleqa_en: no score. Inference was interrupted after 12 answers" in evaluated.printed
    assert evaluated.result("codesimpleqa_zh")["correct"] == 50.0
    resumed = opencompass(folder, *arguments)
    assert resumed.result("codesimpleqa_en")["correct"] == 50.0
