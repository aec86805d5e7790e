"""lm-evaluation-harness: what the task files under tasks/ point to.

The harness loads `documents`, renders `doc_to_text`, generates, hands all responses of a task to
`judge_responses` (a filter), each question's judgements to `process_results`, and the values of all
questions to the aggregations at the end of this file.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import datasets

from codesimpleqa_tasks.documents import Document, document, judge_documents
from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.judging import Grade, Judge
from codesimpleqa_tasks.judging.notices import report_ungraded, report_usage
from codesimpleqa_tasks.judging.ready import ready_judge
from codesimpleqa_tasks.judging.unfinished import keep_unfinished
from codesimpleqa_tasks.judging.usage import usage_of
from codesimpleqa_tasks.prompts import Variant, prompt
from codesimpleqa_tasks.provenance import provenance
from codesimpleqa_tasks.questions import Language, Question, QuestionSet, fewshot_questions, load_questions
from codesimpleqa_tasks.scoring import FIGURE_NAMES, GradedQuestion, Score, Tally
from codesimpleqa_tasks.scoring.calibration import Stated, stated_by
from codesimpleqa_tasks.scoring.calibration import brier_score as brier_score_of
from codesimpleqa_tasks.scoring.calibration import calibration_error as calibration_error_of
from codesimpleqa_tasks.scoring.pooled import PooledFigure
from codesimpleqa_tasks.settings import Settings

_FEATURES = datasets.Features(
    {
        **{k: datasets.Value("string") for k in ("id", "language", "question", "answer")},
        "aliases": datasets.Sequence(datasets.Value("string")),
        **{k: datasets.Value("string") for k in ("domain", "subdomain", "programming_language", "variant")},
    }
)


@dataclass(frozen=True)
class _Run:
    """What one task of the running evaluation was set up with."""

    settings: Settings
    judge: Judge
    data: QuestionSet
    details: dict[str, Any]


_runs: dict[tuple[str, str], _Run] = {}
"""By language and variant. The harness hands its settings to `documents` alone; the filter finds them here."""


def documents(language: str, variant: str, details: dict[str, Any], **metadata: Any) -> dict[str, datasets.Dataset]:
    """The questions of one task under "test" and the worked examples under "fewshot".

    `metadata` is the run's --metadata merged with its model arguments; our settings are picked out of
    it. `details` is the empty mapping of that name in the task's metadata: what is put into it ends up in
    the results file. The judge is tried here, before the model generates anything. What cannot be used ends the
    process with a message and exit code 2.
    """
    try:
        settings = Settings.resolve(metadata)
        data = load_questions(settings.data).in_language(Language(language))
        judge, _ = ready_judge(settings)
    except InputError as error:
        print(f"codesimpleqa: {error}", file=sys.stderr)
        raise SystemExit(error.exit_code) from None
    _runs[language, variant] = _Run(settings, judge, data, details)
    details["provenance"] = provenance(judge, data)
    examples = [q for q in fewshot_questions() if q.language is Language(language)]
    return {"test": _dataset(data.questions, variant), "fewshot": _dataset(examples, variant)}


def _dataset(questions: Sequence[Question], variant: str) -> datasets.Dataset:
    rows = [document(question, Variant(variant)) for question in questions]
    return datasets.Dataset.from_list(rows, features=_FEATURES)


def doc_to_text(doc: Document) -> str:
    """The prompt for one question."""
    return prompt(doc["question"], Language(doc["language"]), Variant(doc["variant"]))


def judge_responses(resps: Sequence[Sequence[str]], docs: Sequence[Document]) -> list[list[dict[str, Any]]]:
    """The filter: judge all responses of a task in one call.

    Gives, for each question, one record per response: "answer", "grade", "judge_reply", "certainty",
    "truncated", "confidence" and, where UNGRADED, "reason".
    """
    if not docs:
        return []
    run = _runs[docs[0]["language"], docs[0]["variant"]]
    used_before = usage_of(run.judge)
    judged = judge_documents(run.judge, docs, resps)
    used = {name: usage.since(used_before[name]) for name, usage in usage_of(run.judge).items()}
    if used:
        run.details["judging"] = {name: usage.as_dict() for name, usage in used.items()}
        report_usage(used)
    records = [record for given in judged for record in given]
    reasons = Counter(r["reason"] for r in records if r["grade"] == Grade.UNGRADED)
    if reasons:
        language, variant = docs[0]["language"], Variant(docs[0]["variant"])
        task = f"codesimpleqa_{language}" + ("" if variant is Variant.CHAT else f"_{variant.value}")
        rows = ({**doc, "response": list(responses)} for doc, responses in zip(docs, resps))
        kept = keep_unfinished(task, rows)
        tolerance = run.settings.ungraded_tolerance
        report_ungraded(reasons, len(records), tolerance, kept, run.judge.specification.name)
    return judged


def process_results(doc: Document, results: Sequence[Sequence[Mapping[str, Any]]]) -> dict[str, Any]:
    """The values of one question: its figures (means over its answers) and, as "questions", what was judged.

    The harness logs them per sample; under "questions" stand, one for each response, the grades, the extracted
    answers and the judge's replies, with what the question is counted under.
    """
    records = results[0]
    tolerance = _runs[doc["language"], doc["variant"]].settings.ungraded_tolerance
    grades = [record["grade"] for record in records]
    tally = Tally.of([grades])
    names = (*FIGURE_NAMES, "f_score_low", "f_score_high")
    values: dict[str, Any] = {name: PooledFigure(name, tally, tolerance) for name in names}
    values["ungraded"] = grades.count(Grade.UNGRADED) / len(grades)
    values["truncated"] = sum(record["truncated"] for record in records) / len(records)
    values["questions"] = {
        "grades": grades,
        "answers": [record["answer"] for record in records],
        "judge_replies": [record["judge_reply"] for record in records],
        "truncated": [record["truncated"] for record in records],
        "confidences": [record["confidence"] for record in records],
        "certainties": [record["certainty"] for record in records],
        "reasons": [record.get("reason") for record in records],
        **{key: doc[key] for key in ("language", "variant", "domain", "programming_language")},
    }
    if doc["variant"] == Variant.CALIBRATION:
        values["calibration_error"] = values["brier_score"] = stated_by(records)
        values["confidence_given"] = sum(r["confidence"] is not None for r in records) / len(records)
    return values


pooled = PooledFigure.pooled
"""Aggregation of every figure: the figure of all questions together."""


def questions(counted: Sequence[Mapping[str, Any]]) -> int:
    """Aggregation: the number of questions scored.

    It also fills "details" in the task's metadata, which the harness writes into the results file under
    `configs`: intervals, the figures by domain and programming language, and what produced them. (A metric
    cannot be that: the harness would print all of it into the table.)
    """
    run = _runs[counted[0]["language"], counted[0]["variant"]]
    score = Score.of(
        GradedQuestion(tuple(q["grades"]), q["language"], q["domain"], q["programming_language"]) for q in counted
    )
    tolerance = run.settings.ungraded_tolerance
    run.details.update(score.as_dict(tolerance), ungraded_tolerance=tolerance)
    return len(counted)


def _of_all_answers(figure: Callable[[Sequence[Stated]], float]) -> Callable[[Iterable[Iterable[Stated]]], float]:
    return lambda questions: figure([(c, o) for stated in questions for c, o in stated])


calibration_error = _of_all_answers(calibration_error_of)
"""Aggregation: expected calibration error over all answers with a confidence."""

brier_score = _of_all_answers(brier_score_of)
"""Aggregation: Brier score over all answers with a confidence."""
