"""Grading a dataset's predictions with a judge of ours."""

from __future__ import annotations

from typing import Any

from opencompass.openicl.icl_evaluator import BaseEvaluator

from codesimpleqa_tasks.adapters.opencompass.predictions import answered_questions
from codesimpleqa_tasks.adapters.opencompass.result import judged_result
from codesimpleqa_tasks.adapters.opencompass.stopping import stops_on_bad_input
from codesimpleqa_tasks.documents import judge_documents
from codesimpleqa_tasks.judging.notices import report_usage
from codesimpleqa_tasks.judging.ready import ready_judge
from codesimpleqa_tasks.judging.usage import details_of, usage_of
from codesimpleqa_tasks.provenance import provenance
from codesimpleqa_tasks.settings import known_settings


class CodeSimpleQAEvaluator(BaseEvaluator):  # type: ignore[misc]
    """Figures in percent, their parts, and "details" with every answer's grade and judge's reply.

    Arguments are our settings (judge, judge_model, judge_base_url, concurrency, ungraded_tolerance); None means:
    not given here. All repeats (OpenCompass' `n`) and all parts of a partitioned dataset are judged
    in one go, and the figures are those of all of them together.
    """

    @stops_on_bad_input
    def __init__(self, **settings: Any) -> None:
        super().__init__()
        self._settings = known_settings(settings)

    def score(self, predictions: Any, references: Any, test_set: Any, origin_prompt: Any) -> dict[str, Any]:
        """Not called: its parameters tell OpenCompass what `evaluate` is to be given."""
        raise NotImplementedError

    @stops_on_bad_input
    def evaluate(self, k: Any, n: int, original_dataset: Any, **given: Any) -> dict[str, Any]:
        """Judge all predictions.

        Ends the process with a message and exit code 2 if there is not exactly one prediction for every row of
        the dataset, made for the question that stands in that row.
        """
        answered = answered_questions(original_dataset, given["predictions"], given["origin_prompt"], self._out_dir)
        judge, announced = ready_judge(self._settings)
        used_before = usage_of(judge)
        records = judge_documents(
            judge, [question.gold for question in answered], [question.predictions for question in answered]
        )
        used = {name: usage.since(used_before[name]) for name, usage in usage_of(judge).items()}
        report_usage(used)
        result = judged_result(
            answered,
            records,
            notes=[announced] if announced else [],
            made_by=provenance(judge),
            data=original_dataset[0]["data"],
            tolerance=self._settings.ungraded_tolerance,
            out_dir=self._out_dir,
            judge=judge.specification.name,
            reusable=True,
        )
        details = result.pop("details")
        judging = {name: usage.as_dict() for name, usage in used.items()} | details_of(judge)
        return {**result, "judging": judging, "details": details}
