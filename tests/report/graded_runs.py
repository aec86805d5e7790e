"""Files of runs, as lm-eval and `codesimpleqa grade` leave them, with the grades that a test wants."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from running import write_jsonl

from codesimpleqa_tasks.questions import Language
from codesimpleqa_tasks.questions.record import question_id

C, N, X, U = "CORRECT", "NOT_ATTEMPTED", "INCORRECT", "UNGRADED"
"""X for a cross."""

Grades = Mapping[str, Sequence[Sequence[str]]]
"""By language: for every question, the grades of its answers."""

ANSWERS = {C: "it is this", X: "it is that", N: "I do not know", U: "perhaps"}
DOMAINS = ("Databases", "Operating Systems", "Web Technologies")


def each(language: str, grades: Sequence[str]) -> Grades:
    """One answer per question."""
    return {language: [[grade] for grade in grades]}


def document(language: str, number: int, variant: str = "chat") -> dict[str, Any]:
    """Question `number` of a language: its id follows from its text, as in the published data."""
    question = f"What is fact {number}?" if language == "en" else f"第 {number} 条事实是什么？"
    return {
        "id": question_id(Language(language), question, f"gold {number}"),
        "language": language,
        "question": question,
        "answer": f"gold {number}",
        "aliases": [],
        "domain": DOMAINS[number % 3],
        "subdomain": "",
        "programming_language": "python",
        "variant": variant,
    }


def write_run(
    folder: Path,
    grades: Grades,
    *,
    model: str = "maker/Model-7B",
    variant: str = "chat",
    stamp: str = "2026-03-01T10-00-00.000001",
    date: float = 1_772_359_200.0,
    responses: Sequence[str] | None = None,
    hashes: Mapping[str, str] | None = None,
    tolerance: float = 0.0,
    packages: Mapping[str, str] | None = None,
) -> Path:
    """Write a run of lm-eval below `folder`, one task per language, and return the folder with its files.

    `hashes` replaces those of data, judge and prompts; `responses` are given to the answers in turn.
    """
    below = folder / model.replace("/", "__")
    below.mkdir(parents=True, exist_ok=True)
    found = {"data": "d" * 64, "judge": "a" * 64, "prompts": "e" * 64, **(hashes or {})}
    provenance = {
        "data": {"source": "official", "version": "1", "sha256": found["data"]},
        "judge": {"name": "rule", "kind": "rule", "sha256": found["judge"]},
        "prompts": {"version": "1", "sha256": found["prompts"]},
        "packages": {"python": "3.11", **(packages or {})},
    }
    configs: dict[str, Any] = {}
    counts: dict[str, Any] = {}
    for language, of_questions in grades.items():
        task = f"codesimpleqa_{language}" + ("" if variant == "chat" else f"_{variant}")
        rows = [_sample(language, i, variant, given, responses) for i, given in enumerate(of_questions)]
        write_jsonl(below / f"samples_{task}_{stamp}.jsonl", rows)
        details = {"provenance": provenance, "ungraded_tolerance": tolerance}
        configs[task] = {"metadata": {"language": language, "variant": variant, "details": details}}
        counts[task] = {"original": len(rows), "effective": len(rows)}
    results = {
        "results": {},
        "configs": configs,
        "n-samples": counts,
        "config": {"model": "hf", "limit": None, "model_args": {"api_key": "a-secret"}},
        "date": date,
        "model_name": model,
    }
    (below / f"results_{stamp}.json").write_text(json.dumps(results), encoding="utf-8")
    return below


def _sample(
    language: str, number: int, variant: str, grades: Sequence[str], responses: Sequence[str] | None
) -> dict[str, Any]:
    given = [responses[(number + k) % len(responses)] if responses else ANSWERS[g] for k, g in enumerate(grades)]
    return {
        "doc_id": number,
        "doc": document(language, number, variant),
        "target": f"gold {number}",
        "arguments": {"gen_args_0": {"arg_0": "the prompt", "arg_1": {}}},
        "resps": [given],
        "filtered_resps": [["{}"] * len(grades)],
        "filter": "none",
        "questions": {
            "grades": list(grades),
            "answers": [response.rpartition("</think>")[2] for response in given],
            "judge_replies": [f"the judge says {grade}" for grade in grades],
            "truncated": [False] * len(grades),
            "confidences": [80 if variant == "calibration" else None] * len(grades),
            "certainties": [0.9] * len(grades),
            "reasons": ["no reply" if grade == U else None for grade in grades],
        },
    }


def write_opencompass(folder: Path, grades: Grades, *, model: str = "model") -> Path:
    """Write the result files of an OpenCompass run, and return their folder."""
    below = folder / "20260301_100000" / "results" / model
    below.mkdir(parents=True)
    for language, of_questions in grades.items():
        details = []
        for number, given in enumerate(of_questions):
            responses = [ANSWERS[grade] for grade in given]
            detail: dict[str, Any] = {
                "example_abbr": f"codesimpleqa_{language}_test_{number}",
                "gold": document(language, number),
                "reference": f"gold {number}",
                "prediction": responses,
                "answer": responses,
                "grade": list(given),
                "judge_reply": [f"the judge says {grade}" for grade in given],
                "truncated": [False] * len(given),
                "correct": [grade == C for grade in given],
                "certainty": [0.9] * len(given),
            }
            if U in given:
                detail["reason"] = ["no reply" if grade == U else None for grade in given]
            details.append(detail)
        result = {
            "f_score": 0.0,  # figures are computed from the grades, whatever stands here
            "questions": len(details),
            "ungraded_tolerance": {"share": 0.0},
            "provenance": {
                "data": {"source": "official", "version": "1", "sha256": "d" * 64},
                "judge": {"name": "rule", "kind": "rule", "sha256": "a" * 64},
                "prompts": {"version": "1", "sha256": "e" * 64},
            },
            "details": details,
        }
        text = json.dumps(result, indent=4, ensure_ascii=False)
        (below / f"codesimpleqa_{language}.json").write_text(text, encoding="utf-8")
    return below


def write_graded(path: Path, grades: Grades) -> Path:
    """Write what `codesimpleqa grade` makes of plain rows."""
    rows = []
    for language, of_questions in grades.items():
        for number, given in enumerate(of_questions):
            asked = {key: document(language, number)[key] for key in ("question", "answer", "language", "domain")}
            responses = [ANSWERS[grade] for grade in given]
            several = len(given) > 1
            rows.append(
                {
                    **asked,
                    "response": responses if several else responses[0],
                    "grade": list(given) if several else given[0],
                    "judge_reply": list(given) if several else given[0],
                }
            )
    return write_jsonl(path, rows)
