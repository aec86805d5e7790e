"""What a run says about its judging, in the same words in every harness and command."""

from __future__ import annotations

import logging
from collections import Counter

from codesimpleqa_tasks.judging.judge import Judge

log = logging.getLogger("codesimpleqa")

RULE_JUDGE_NOTICE = (
    "Graded by the built-in rule judge: free and repeatable, but its scores are not comparable with "
    "published ones, which an LLM judge gave. For those, choose an LLM judge (see docs/judging.md)."
)


def announce_judge(judge: Judge) -> str | None:
    """Say once, when judging is set up, what its scores can be compared with; gives what was said, if anything."""
    if judge.specification.kind != "rule":
        return None
    log.warning(RULE_JUDGE_NOTICE)
    return RULE_JUDGE_NOTICE


def report_ungraded(
    reasons: Counter[str],
    answers: int,
    tolerance: float,
    remedy: str = "codesimpleqa grade SAMPLES.jsonl -o graded.jsonl",
) -> str | None:
    """Say how many of the answers stayed UNGRADED, why, and which command finishes the job; gives what was said.

    Nothing is said if none did. `reasons` counts the UNGRADED answers by reason; `tolerance` is the share of
    them that the user allows; `remedy` is the command.
    """
    ungraded = sum(reasons.values())
    if not ungraded:
        return None
    why = "; ".join(f"{count} x {reason}" for reason, count in reasons.most_common())
    within = ungraded <= tolerance * answers
    effect = (
        f"within the tolerance of {tolerance:.1%}: the figures are over the graded answers"
        if within
        else "the figures are NaN until they are graded"
    )
    notice = f"{ungraded} of {answers} answers are UNGRADED ({why}); {effect}. To finish: {remedy}"
    log.warning("%s", notice)
    return notice
