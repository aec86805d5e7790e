"""Weighing: what the evidence on an answer comes to.

A logistic model for each kind of doubt: the weights of the evidence add up to how much likelier CORRECT and
NOT_ATTEMPTED are than INCORRECT. They lie in weights.json, fitted by benchmarks/fit_rule_judge.py to the graded answers
in benchmarks/graded_answers.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from codesimpleqa_tasks.judging.grade import Grade
from codesimpleqa_tasks.judging.rule.finding import Doubt, Evidence, Finding

Weights = Mapping[Doubt, Mapping[str, tuple[float, float]]]
"""For each kind of doubt what a piece of evidence adds for CORRECT, and for NOT_ATTEMPTED."""

WEIGHTS = Path(__file__).parent / "weights.json"
CORRECT_FROM = 2 / 3
"""How probable CORRECT must be to be the grade: twice as likely as all else, since a wrong answer taken for right costs
more than the reverse."""
_SHOWN = 3


def weighed(finding: Finding, weights: Weights | None = None) -> Finding:
    """A finding with doubt as the evidence decides it: the likeliest grade, its probability as the certainty, and what
    weighed most. `weights` are those of weights.json unless given."""
    assert finding.doubt is not None
    here = (weights or fitted_weights())[finding.doubt]
    probable = probabilities(finding.evidence, here)
    grade = Grade.CORRECT
    if probable[Grade.CORRECT] < CORRECT_FROM or not finding.may_be_right:
        grade = max((Grade.INCORRECT, Grade.NOT_ATTEMPTED), key=probable.__getitem__)
    why = f"{finding.why}; {_told(finding, here, probable)}"
    return Finding(grade, probable[grade], why, finding.doubt, finding.evidence, finding.may_be_right)


def probabilities(evidence: Evidence, weights: Mapping[str, tuple[float, float]]) -> dict[Grade, float]:
    """How probable each grade is: softmax over the sums of the weights, INCORRECT being 0."""
    known = [(value, weights[name]) for name, value in evidence.items() if value and name in weights]
    right = math.exp(min(30.0, sum(value * weight for value, (weight, _) in known)))
    none = math.exp(min(30.0, sum(value * weight for value, (_, weight) in known)))
    total = 1.0 + right + none
    return {Grade.CORRECT: right / total, Grade.INCORRECT: 1.0 / total, Grade.NOT_ATTEMPTED: none / total}


def _told(finding: Finding, weights: Mapping[str, tuple[float, float]], probable: Mapping[Grade, float]) -> str:
    parts = [(value * weights[name][0], name) for name, value in finding.evidence.items() if value and name in weights]
    most = sorted((p for p in parts if p[1] != "always"), key=lambda part: -abs(part[0]))[:_SHOWN]
    shown = ", ".join(f"{name} {weight:+.1f}" for weight, name in most)
    return f"right with {probable[Grade.CORRECT]:.0%} ({shown})"


@lru_cache(maxsize=1)
def weights_version() -> str:
    """A hash of the weights, for the record of what graded."""
    return hashlib.sha256(WEIGHTS.read_bytes()).hexdigest()[:12]


@lru_cache(maxsize=1)
def fitted_weights() -> Weights:
    """The weights of weights.json."""
    found = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return {
        Doubt(doubt): {name: (right, none) for name, (right, none) in weights.items()}
        for doubt, weights in found.items()
    }
