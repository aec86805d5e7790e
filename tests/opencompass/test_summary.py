"""The table at the end: what is in it, what is computed how, and what is said below it."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from opencompass_runs import CONFIGS

from codesimpleqa_tasks.judging import Grade
from codesimpleqa_tasks.scoring import Figures, GradedQuestion, Score, Tally
from codesimpleqa_tasks.scoring.percentages import score_in_percent

adapter = pytest.importorskip("codesimpleqa_tasks.adapters.opencompass", reason="needs OpenCompass")
C, I, N, U = Grade.CORRECT, Grade.INCORRECT, Grade.NOT_ATTEMPTED, Grade.UNGRADED
ENGLISH = [C, C, C, I]
CHINESE = [C, I, I, N, N, N]
"""Of unlike size and figures, so that an average is not the figure of both."""


def result(grades: Iterable[Grade], language: str = "en", **more: Any) -> dict[str, Any]:
    """What the evaluator writes about questions with these grades, the first one about databases."""
    questions = [GradedQuestion((g,), language, "Computer Systems" if i else "Databases") for i, g in enumerate(grades)]
    found = score_in_percent(Score.of(questions))
    counts = {"answers": found.pop("answers")}
    return {**found, "truncated": 0.0, "counts": counts, "ungraded_tolerance": {"share": 0.0}, "notes": [], **more}


def table(
    work_dir: Path,
    results: dict[str, dict[str, Any]],
    capsys: Any,
    datasets: list[Any] | None = None,
    **summarizer: Any,
) -> tuple[dict[tuple[str, str], str], list[str]]:
    """The shown values by row and metric, and the lines below the table."""
    from mmengine.config import Config

    config = Config.fromfile(CONFIGS / "datasets" / "codesimpleqa" / "codesimpleqa_gen.py")
    for abbr, content in results.items():
        path = work_dir / "results" / "model" / f"{abbr}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content), encoding="utf-8")
    whole = Config(
        {
            "models": [{"abbr": "model", "type": "none"}],
            "datasets": datasets or config["codesimpleqa_datasets"],
            "work_dir": str(work_dir),
        }
    )
    adapter.CodeSimpleQASummarizer(whole, **summarizer).summarize(time_str="now")
    lines = capsys.readouterr().out.splitlines()
    with (work_dir / "summary" / "summary_now.csv").open(encoding="utf-8") as stream:
        rows = [line.rstrip("\n").split(",") for line in stream][1:]
    return {(row[0], row[2]): row[-1] for row in rows}, [line for line in lines if line.startswith("codesimpleqa: ")]


def percent(value: float) -> str:
    return f"{100 * value:.2f}"


def test_both_languages_are_pooled_not_averaged(tmp_path: Path, capsys: Any) -> None:
    shown, _ = table(tmp_path, {"codesimpleqa_en": result(ENGLISH), "codesimpleqa_zh": result(CHINESE, "zh")}, capsys)
    pooled = Figures.of(Tally.of([[grade] for grade in ENGLISH + CHINESE])).as_dict()
    assert {name: shown["codesimpleqa", name] for name in pooled} == {n: percent(v) for n, v in pooled.items()}
    average = (float(shown["codesimpleqa_en", "f_score"]) + float(shown["codesimpleqa_zh", "f_score"])) / 2
    assert float(shown["codesimpleqa", "f_score"]) != pytest.approx(average, abs=1)


def test_over_one_language_there_is_no_row_for_both(tmp_path: Path, capsys: Any) -> None:
    shown, said = table(tmp_path, {"codesimpleqa_en": result(ENGLISH)}, capsys)
    assert {row for row, _ in shown} == {"codesimpleqa_en", "codesimpleqa_zh"}
    assert [value for (row, _), value in shown.items() if row == "codesimpleqa_zh"] == ["-"]
    assert said == [
        f"codesimpleqa: model/codesimpleqa_zh: no score. The task has failed or not run; see {tmp_path / 'logs'}"
    ]


def test_ungraded_and_truncated_have_a_row_only_where_there_are_any(tmp_path: Path, capsys: Any) -> None:
    results = {"codesimpleqa_en": result(ENGLISH, truncated=25.0), "codesimpleqa_zh": result([C, U], "zh")}
    shown, _ = table(tmp_path, results, capsys)
    assert shown["codesimpleqa_en", "truncated"] == "25.00" and ("codesimpleqa_en", "ungraded") not in shown
    assert shown["codesimpleqa_zh", "ungraded"] == "50.00" and ("codesimpleqa_zh", "truncated") not in shown
    assert (shown["codesimpleqa_zh", "f_score"], shown["codesimpleqa", "f_score"]) == ("nan", "nan")
    assert shown["codesimpleqa", "truncated"] == percent(1 / 6)  # one answer of four, and none of two


@pytest.mark.parametrize("results, name, grades", [
    ({"codesimpleqa_en": ENGLISH, "codesimpleqa_zh": CHINESE}, "codesimpleqa", [C, C]),
    ({"codesimpleqa_en": ENGLISH}, "codesimpleqa_en", [C]),
])  # fmt: skip
def test_by_domain(tmp_path: Path, capsys: Any, results: Any, name: str, grades: list[Grade]) -> None:
    from mmengine.config import Config

    config = Config.fromfile(CONFIGS / "datasets" / "codesimpleqa" / "codesimpleqa_gen.py")
    datasets = [d for d in config["codesimpleqa_datasets"] if d["abbr"] in results]
    found = {abbr: result(given, abbr[-2:]) for abbr, given in results.items()}
    shown, _ = table(tmp_path, found, capsys, datasets, by="domain")
    assert [row for row, _ in shown] == [f"{name}: Computer Systems", f"{name}: Databases"]
    figures = Figures.of(Tally.of([[grade] for grade in grades]))
    assert shown[f"{name}: Databases", "f_score"] == percent(figures.f_score)


def test_alike_notes_stand_once_with_all_that_they_are_about(tmp_path: Path, capsys: Any) -> None:
    results = {
        "codesimpleqa_en": result(ENGLISH, notes=["Judged kindly."]),
        "codesimpleqa_zh": result(CHINESE, "zh", notes=["Judged kindly.", "Half of it."]),
    }
    _, said = table(tmp_path, results, capsys)
    assert said == [
        "codesimpleqa: model/codesimpleqa_en, model/codesimpleqa_zh: Judged kindly.",
        "codesimpleqa: model/codesimpleqa_zh: Half of it.",
    ]
    assert said[1] in (tmp_path / "summary" / "summary_now.txt").read_text(encoding="utf-8")


def test_two_sets_of_questions_are_not_thrown_together(tmp_path: Path, capsys: Any) -> None:
    from mmengine.config import Config

    config = Config.fromfile(CONFIGS / "datasets" / "codesimpleqa" / "codesimpleqa_gen.py")
    datasets = []
    for data in ("builtin", "official"):
        for dataset in copy.deepcopy(config["codesimpleqa_datasets"]):
            datasets.append(dict(dataset, data=data, abbr=f"{dataset['abbr']}-{data}"))
    results = {d["abbr"]: result(ENGLISH if d["data"] == "builtin" else CHINESE, d["language"]) for d in datasets}
    shown, _ = table(tmp_path, results, capsys, datasets)
    for name, grades in (("codesimpleqa (builtin)", ENGLISH), ("codesimpleqa (official)", CHINESE)):
        figures = Figures.of(Tally.of([[grade] for grade in grades]))
        assert shown[name, "f_score"] == percent(figures.f_score)
