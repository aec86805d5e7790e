"""What a run says about its judging, in the same words in every harness and command."""

from __future__ import annotations

import logging
import os
import shlex
from collections import Counter
from collections.abc import Mapping

from codesimpleqa_tasks.judging.judge import Judge
from codesimpleqa_tasks.judging.usage import Usage

log = logging.getLogger("codesimpleqa")

RULE_JUDGE_NOTICE = (
    "Graded by the built-in rule judge: free and repeatable, but its scores are not comparable with "
    "published ones, which an LLM judge gave. For those, choose an LLM judge (see docs/judging.md)."
)

DEFER_NOTICE = (
    "Judging is deferred: this run generates, and its answers stay UNGRADED. Keep the samples (lm_eval: --log_samples "
    "--output_path FOLDER) and judge them later: codesimpleqa grade SAMPLES.jsonl -o graded.jsonl --judge NAME"
)


def announce_judge(judge: Judge) -> None:
    """Say once, when judging is set up, what its scores can be compared with."""
    if judge.specification.kind == "rule":
        log.warning(RULE_JUDGE_NOTICE)
    elif judge.specification.kind == "defer":
        log.warning(DEFER_NOTICE)


def report_usage(used: Mapping[str, Usage]) -> None:
    """Say what judging took, for each judge that takes anything (as `usage_of` gives it)."""
    for name, usage in used.items():
        if usage.requests or usage.from_store or usage.faults:
            log.warning("Judging by %s took %s.", name, usage)


def report_ungraded(
    reasons: Counter[str],
    answers: int,
    tolerance: float,
    rows: str | os.PathLike[str] | None = None,
    judge: str | None = None,
    output: str | os.PathLike[str] = "graded.jsonl",
) -> None:
    """Say how many of the answers stayed UNGRADED, why, and which command finishes the job; nothing if none did.

    `reasons` counts the UNGRADED answers by reason; `tolerance` is the share of them that the user allows;
    `rows` is the file that holds the answers, and `judge` the judge that can grade them, where that is known.
    """
    ungraded = sum(reasons.values())
    if not ungraded:
        return
    why = "; ".join(f"{count} x {reason}" for reason, count in reasons.most_common())
    within = ungraded <= tolerance * answers
    effect = (
        f"within the tolerance of {tolerance:.1%}: the figures are over the graded answers"
        if within
        else "the figures are NaN until they are graded"
    )
    log.warning(
        "%d of %d answers are UNGRADED (%s); %s. To finish: %s",
        ungraded,
        answers,
        why,
        effect,
        shlex.join(
            ["codesimpleqa", "grade", os.fspath(rows or "SAMPLES.jsonl"), "-o", os.fspath(output)]
            + ["--judge", judge or "NAME"]
        ),
    )
