"""Documents: what a harness carries of a question, and judging what it brings back for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tqdm import tqdm

from codesimpleqa_tasks.answers import read_answer
from codesimpleqa_tasks.judging import Candidate, Judge, grade_answers
from codesimpleqa_tasks.prompts import Variant
from codesimpleqa_tasks.questions import Language, Question

Document = Mapping[str, Any]
"""A question as a plain mapping, the same in every harness: "id", "language", "question", "answer", "aliases",
"domain", "subdomain", "programming_language" and "variant". Evidence, distractors and checks stay behind."""


def document(question: Question, variant: Variant) -> dict[str, Any]:
    """The document of a question in a variant."""
    return {
        "id": question.id,
        "language": question.language.value,
        "question": question.question,
        "answer": question.answer,
        "aliases": list(question.aliases),
        "domain": question.domain,
        "subdomain": question.subdomain,
        "programming_language": question.programming_language,
        "variant": variant.value,
    }


def judge_documents(
    judge: Judge, documents: Sequence[Document], responses: Sequence[Sequence[str | None]]
) -> list[list[dict[str, Any]]]:
    """Judge all responses to the documents in one go.

    Gives, for each document, one record per response: "answer" (what was read from the response), "grade",
    "judge_reply", "certainty", "truncated", "confidence" and, where UNGRADED, "reason".
    """
    answers = [
        [read_answer(response, Variant(doc["variant"])) for response in given]
        for doc, given in zip(documents, responses)
    ]
    pairs = [(candidate_for(doc, answer.text), answer) for doc, given in zip(documents, answers) for answer in given]
    languages = ", ".join(sorted({doc["language"] for doc in documents}))
    judgements = tqdm(grade_answers(judge, pairs), total=len(pairs), desc=f"judging {languages}", delay=2, leave=False)
    records: list[dict[str, Any]] = []
    for judgement, (_, answer) in zip(judgements, pairs):  # judgements first, so that the judge comes to its end
        record: dict[str, Any] = {
            "answer": answer.text,
            "grade": judgement.grade.value,
            "judge_reply": judgement.reply,
            "certainty": judgement.certainty,
            "truncated": answer.truncated,
            "confidence": answer.confidence,
        }
        if judgement.reason:
            record["reason"] = judgement.reason
        records.append(record)
    each = iter(records)
    return [[next(each) for _ in given] for given in answers]


def candidate_for(doc: Document, answer: str) -> Candidate:
    """The candidate that `answer` is to the question of a document."""
    return Candidate(doc["question"], doc["answer"], answer, Language(doc["language"]), tuple(doc["aliases"]))
