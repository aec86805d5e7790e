"""Output folders of lm-eval, made to measure: the same files with the same keys as a real run writes."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from running import write_jsonl

from codesimpleqa_tasks.prompts import PROMPT_VERSION, prompts_sha256
from codesimpleqa_tasks.questions import Question, load_questions

STAMP = "2026-03-05T12-00-00.000000"
GRADES = ("CORRECT", "INCORRECT", "NOT_ATTEMPTED")

Answering = Callable[[Question, random.Random], Mapping[str, Any]]
"""From a question to "response" and "grade", and optionally "thinking", "judge_reply", "confidence", "truncated",
"reason"."""


def knowing(correct: float, incorrect: float) -> Answering:
    """A model that is right and wrong this often, by chance, and says nothing of interest."""

    def answer(question: Question, chance: random.Random) -> dict[str, Any]:
        drawn = chance.random()
        if drawn < correct:
            return {"response": f"It is {question.answer}.", "grade": "CORRECT", "judge_reply": "names the gold"}
        if drawn < correct + incorrect:
            return {"response": "It is something else.", "grade": "INCORRECT", "judge_reply": "another value"}
        return {"response": "I do not know.", "grade": "NOT_ATTEMPTED", "judge_reply": "says it does not know"}

    return answer


def make_run(
    folder: Path,
    model: str,
    answering: Answering,
    variant: str = "chat",
    questions: Sequence[Question] | None = None,
    judge: str = "rule",
    seed: int = 0,
) -> Path:
    """Write what lm-eval leaves of one model on one variant, and return the folder."""
    chance = random.Random(seed)
    suffix = "" if variant == "chat" else f"_{variant}"
    target = folder / model.replace("/", "__")
    target.mkdir(parents=True)
    configs, counts = {}, {}
    questions = load_questions("builtin").questions if questions is None else questions
    for language in ("en", "zh"):
        chosen = [q for q in questions if q.language.value == language]
        if not chosen:
            continue
        task = f"codesimpleqa_{language}{suffix}"
        rows = [_sample(number, q, variant, answering(q, chance)) for number, q in enumerate(chosen)]
        write_jsonl(target / f"samples_{task}_{STAMP}.jsonl", rows)
        details = {"provenance": _provenance(judge), "ungraded_tolerance": 0.0}
        configs[task] = {"task": task, "metadata": {"language": language, "variant": variant, "details": details}}
        counts[task] = {"original": len(rows), "effective": len(rows)}
    results = {
        "results": {task: {} for task in configs},
        "configs": configs,
        "n-samples": counts,
        "config": {"model": "local-chat-completions"},
        "date": 1772712000.0,
        "model_name": model,
    }
    (target / f"results_{STAMP}.json").write_text(json.dumps(results), encoding="utf-8")
    return folder


def _provenance(judge: str) -> dict[str, Any]:
    return {
        "data": {"source": "builtin", "version": "1.0", "sha256": "d" * 64},
        "judge": {
            "name": judge,
            "kind": "rule" if judge == "rule" else "chat",
            "sha256": (judge * 64).encode().hex()[:64],
        },
        "prompts": {"version": PROMPT_VERSION, "sha256": prompts_sha256()},
        "packages": {"codesimpleqa-tasks": "0.1.0", "lm_eval": "0.4.13", "python": "3.12.1"},
    }


def _sample(number: int, question: Question, variant: str, given: Mapping[str, Any]) -> dict[str, Any]:
    response = given["response"]
    thinking = given.get("thinking")
    whole = response if thinking is None else f"<think>{thinking}</think>{response}"
    document = {
        "id": question.id,
        "language": question.language.value,
        "question": question.question,
        "answer": question.answer,
        "aliases": list(question.aliases),
        "domain": question.domain,
        "subdomain": question.subdomain,
        "programming_language": question.programming_language,
        "variant": variant,
    }
    judged = {
        "grades": [given["grade"]],
        "answers": [given.get("answer", response)],
        "judge_replies": [given.get("judge_reply", "")],
        "truncated": [given.get("truncated", False)],
        "confidences": [given.get("confidence")],
        "certainties": [given.get("certainty")],
        "reasons": [given.get("reason")],
        "language": question.language.value,
        "variant": variant,
        "domain": question.domain,
        "programming_language": question.programming_language,
    }
    return {"doc_id": number, "doc": document, "target": question.answer, "resps": [[whole]], "questions": judged}
