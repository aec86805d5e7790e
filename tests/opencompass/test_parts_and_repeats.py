"""However a run is cut up, repeated or moved, the figures are those of all answers together."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from lessons import EXPECTED
from opencompass_runs import CONFIGS, OpenCompass, Run, write_config
from pytest import approx

LANGUAGES = ("codesimpleqa_en", "codesimpleqa_zh")

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


def grades(run: Run, dataset: str) -> list[list[str]]:
    return [detail["grade"] for detail in run.result(dataset)["details"]]


def parts_of(run: Run) -> list[str]:
    return sorted(p.name for p in (run.outputs / "predictions" / "taught_hf").iterdir())


@pytest.fixture(scope="module")
def twice_in_parts(opencompass: OpenCompass, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Every question answered twice, 40 rows of a language in three parts."""
    folder = tmp_path_factory.mktemp("parts")
    return opencompass(folder, config(opencompass, folder, TWICE + NUM_WORKER), with_model=False)


@pytest.mark.parametrize("dataset", LANGUAGES)
def test_repeats_and_parts_are_pooled_per_question(twice_in_parts: Run, finished_run: Run, dataset: str) -> None:
    assert [name for name in parts_of(twice_in_parts) if name.startswith(dataset)] == [
        f"{dataset}_{part}.json" for part in range(3)
    ]
    assert grades(twice_in_parts, dataset) == [2 * once for once in grades(finished_run, dataset)]
    result = twice_in_parts.result(dataset)
    assert {name: result[name] for name in EXPECTED} == approx(EXPECTED)
    assert (result["questions"], result["counts"]["answers"]) == (20, 40)


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
    for dataset in LANGUAGES:
        assert grades(evaluated, dataset) == grades(finished_run, dataset), evaluated.printed


def test_a_missing_part_is_no_score_and_log_and_terminal_say_so(
    opencompass: OpenCompass, twice_in_parts: Run, tmp_path: Path
) -> None:
    folder = twice_in_parts.copy_to(tmp_path / "run", without="results")
    predictions = Run(folder, "", 0).outputs / "predictions" / "taught_hf"
    (predictions / "codesimpleqa_en_1.json").unlink()
    (predictions / "codesimpleqa_zh_2.json").unlink()
    again = opencompass(
        folder,
        *(folder / "configs" / "eval_mine.py", "-m", "eval", "-r", "--max-num-workers", "2"),
        with_model=False,
        quick=False,
    )
    for dataset, message in (
        ("codesimpleqa_en", "there are predictions for 14 of 40 rows (parts found: 0, 2); nothing is scored"),
        ("codesimpleqa_zh", "there are predictions for 28 of 40 rows (parts found: 0, 1); nothing is scored"),
    ):
        assert f"codesimpleqa: taught_hf/{dataset}: no score. " in again.printed
        assert message in again.printed and message in again.log("eval", dataset)
        assert "Traceback" not in again.log("eval", dataset)
    assert not (again.outputs / "results").exists()


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
    evaluated = opencompass(folder, *arguments, "-m", "eval", "--max-num-workers", "2", quick=False)
    assert "taught_hf/codesimpleqa_en: no score. Inference was interrupted after 12 answers" in evaluated.printed
    assert evaluated.result("codesimpleqa_zh")["correct"] == 50.0
    both = [line for line in evaluated.printed.splitlines() if line.startswith("codesimpleqa ")]
    assert not both, "a row for both languages over one of them only"
    resumed = opencompass(folder, *arguments)
    assert resumed.result("codesimpleqa_en")["correct"] == 50.0
