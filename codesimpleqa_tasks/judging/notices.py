"""What a run says about its judging, in the same words in every harness and command."""

from __future__ import annotations

import logging
import os
import shlex
from collections import Counter
from collections.abc import Mapping

from codesimpleqa_tasks.counts import counted
from codesimpleqa_tasks.judging.defer import DEFERRED
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


def announce_judge(judge: Judge) -> str | None:
    """Say once, when judging is set up, what its scores can be compared with; gives what was said, if anything."""
    notice = {"rule": RULE_JUDGE_NOTICE, "defer": DEFER_NOTICE}.get(judge.specification.kind)
    if notice:
        log.warning("%s", notice)
    return notice


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
    instead: str = "",
) -> str | None:
    """Say how many of the answers stayed UNGRADED, why, and which command finishes the job; nothing if none did.

    `reasons` counts the UNGRADED answers by reason; `tolerance` is the share of them that the user allows;
    `rows` is the file that holds the answers, and `judge` the judge that can grade them, where that is known;
    `instead` is another way to finish the job. Gives what was said, if anything.
    """
    ungraded = sum(reasons.values())
    if not ungraded:
        return None
    why = "; ".join(f"{count} x {reason}" for reason, count in reasons.most_common())
    if DEFERRED.reason in reasons:
        judge = None  # whoever deferred judging is to choose a judge now
    within = ungraded <= tolerance * answers
    effect = (
        f"within the tolerance of {tolerance:.1%}: the figures are over the graded answers"
        if within
        else "the figures are NaN until they are graded"
    )
    command = ["codesimpleqa", "grade", os.fspath(rows or "SAMPLES.jsonl"), "-o", os.fspath(output)]
    remedy = shlex.join([*command, "--judge", judge or "NAME"]) + (f", or {instead}" if instead else "")
    are = "is" if ungraded == 1 else "are"
    notice = f"{ungraded:,} of {counted(answers, 'answer')} {are} UNGRADED ({why}); {effect}. To finish: {remedy}"
    log.warning("%s", notice)
    return notice
