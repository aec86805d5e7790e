"""What stands in a result file: figures in percent, their parts, notes, provenance, and every answer's grade."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from codesimpleqa_tasks.adapters.opencompass.predictions import Answered, predictions_stem
from codesimpleqa_tasks.counts import counted
from codesimpleqa_tasks.judging import Grade
from codesimpleqa_tasks.judging.notices import report_ungraded
from codesimpleqa_tasks.prompts import Variant
from codesimpleqa_tasks.scoring import GradedQuestion, Score
from codesimpleqa_tasks.scoring.calibration import brier_score, calibration_error, stated_by
from codesimpleqa_tasks.scoring.percentages import score_in_percent

Record = Mapping[str, Any]


def judged_result(
    answered: Sequence[Answered],
    records: Sequence[Sequence[Record]],
    *,
    notes: Sequence[str],
    made_by: Mapping[str, Any],
    data: Mapping[str, Any],
    tolerance: float,
    out_dir: str,
    judge: str,
    reusable: bool = False,
) -> dict[str, Any]:
    """What OpenCompass writes into a result file, from the records of all answers.

    `notes` is what has to be said beside the figures, `made_by` the provenance without the data, `data` what
    identifies the question set, `tolerance` the share of answers that may stay UNGRADED, `out_dir` the path of the
    result file without its ending, `judge` the judge that can grade what stayed UNGRADED; with `reusable` another
    evaluation asks only for that. Numbers at the top level appear in OpenCompass' own tables, the first of them as
    the dataset's main figure.
    """
    score = Score.of(
        GradedQuestion(
            tuple(record["grade"] for record in given),
            question.gold["language"],
            question.gold["domain"],
            question.gold["programming_language"],
        )
        for question, given in zip(answered, records)
    )
    flat = [record for given in records for record in given]
    whole = score_in_percent(score, tolerance)
    low, high = whole["interval_95"]["f_score"]
    result: dict[str, Any] = {
        "f_score": whole.pop("f_score"),
        **{name: whole.pop(name) for name in ("correct", "incorrect", "not_attempted", "correct_given_attempted")},
        "f_score_low": low,
        "f_score_high": high,
        "ungraded": whole.pop("ungraded"),
        "truncated": 100 * sum(record["truncated"] for record in flat) / len(flat),
        "questions": whole.pop("questions"),
    }
    if answered[0].gold["variant"] == Variant.CALIBRATION:
        stated = stated_by(flat)
        result["calibration_error"] = 100 * calibration_error(stated)
        result["brier_score"] = 100 * brier_score(stated)
        result["confidence_given"] = 100 * sum(record["confidence"] is not None for record in flat) / len(flat)
    found = [
        _partial(len(answered), data),
        _unequal(answered),
        _nulls(answered),
        _ungraded(flat, tolerance, out_dir, judge, reusable),
    ]
    return {
        **result,
        "counts": {"answers": whole.pop("answers"), "questions_in_data": data["questions"]},
        **whole,
        "ungraded_tolerance": {"share": tolerance},
        "notes": [*notes, *(note for note in found if note)],
        "provenance": {**made_by, "data": {key: data[key] for key in ("source", "version", "sha256")}},
        "details": [_detail(question, given) for question, given in zip(answered, records)],
    }


def _detail(question: Answered, records: Sequence[Record]) -> dict[str, Any]:
    """One question in "details"; what a response has one of stands in a list, one entry for each response."""
    lists = {key: [record.get(key) for record in records] for key in ("answer", "grade", "judge_reply", "truncated")}
    detail = {
        "example_abbr": question.example_abbr,
        "gold": question.gold,
        "reference": question.gold["answer"],
        "prediction": list(question.predictions),
        **lists,
        "correct": [record["grade"] == Grade.CORRECT for record in records],
    }
    for key in ("confidence", "certainty", "reason"):
        if any(record.get(key) is not None for record in records):
            detail[key] = [record.get(key) for record in records]
    return detail


def _partial(questions: int, data: Mapping[str, Any]) -> str | None:
    if questions == data["questions"]:
        return None
    return (
        f"Scored over {questions} of the {data['questions']} questions of {data['source']} only "
        f"(test_range in the dataset's reader_cfg)."
    )


def _unequal(answered: Sequence[Answered]) -> str | None:
    counts = Counter(len(question.predictions) for question in answered)
    if len(counts) == 1:
        return None
    often = [f"{counted(number, 'question')} {counted(times, 'time')}" for times, number in sorted(counts.items())]
    return (
        "Not every question was answered equally often ("
        + ", ".join(often)
        + "): test_range cuts across the repeats. Each question counts as one."
    )


def _nulls(answered: Sequence[Answered]) -> str | None:
    nulls = sum(prediction is None for question in answered for prediction in question.predictions)
    return f"Predictions that are null, counted as empty answers (NOT_ATTEMPTED): {nulls:,}." if nulls else None


def _ungraded(records: Sequence[Record], tolerance: float, out_dir: str, judge: str, reusable: bool) -> str | None:
    reasons = Counter(
        record.get("reason") or "no reason given" for record in records if record["grade"] == Grade.UNGRADED
    )
    result = Path(f"{out_dir}.json")
    again = f"rm {result} and the same command again with -r {result.parents[2].name}" if reusable else ""
    return report_ungraded(reasons, len(records), tolerance, f"{predictions_stem(out_dir)}.json", judge, instead=again)
