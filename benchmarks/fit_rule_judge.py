"""Fit what the evidence weighs in the built-in judge, to the graded answers in benchmarks/graded_answers.

    python benchmarks/fit_rule_judge.py [--check]

Writes codesimpleqa_tasks/judging/rule/weights.json; the same data give the same file. Before that it says how the
judge would do on answers to questions that it was not fitted to (ten parts, each judged by weights fitted to the
other nine). --check only says whether the file is what the data give.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from codesimpleqa_tasks.answers import read_answer
from codesimpleqa_tasks.judging import Candidate, Grade
from codesimpleqa_tasks.judging.labelled import Agreement, Compared, Labelled, read_labelled
from codesimpleqa_tasks.judging.rule.case import Case
from codesimpleqa_tasks.judging.rule.finding import Doubt, Finding
from codesimpleqa_tasks.judging.rule.judge import first_finding
from codesimpleqa_tasks.judging.rule.weighing import WEIGHTS, Weights, weighed
from codesimpleqa_tasks.questions import Language, builtin_questions

DATA = Path(__file__).parent / "graded_answers"
RARE = 5
"""Evidence that fewer answers have is left out."""
RIDGE = {Doubt.NAMING: 0.5, Doubt.MEANING: 2.0, Doubt.LISTING: 0.5}
"""How strongly weights are drawn to 0."""
PARTS = 10


SENTENCES = {
    Language.ENGLISH: ("{}", "The answer is {}.", "It is {}, as the manual says."),
    Language.CHINESE: ("{}", "答案是 {}。", "应当是 {}，手册里有说明。"),
}
LIGHT = 0.1
"""What an accepted or a plausible wrong answer to a built-in question counts against a graded one."""


@dataclass(frozen=True)
class Example:
    """A graded answer with what the rules found; None for what never reaches them."""

    labelled: Labelled
    finding: Finding | None
    weight: float = 1.0


def main() -> None:
    """Fit, tell how good it is, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only say whether weights.json is what the data give")
    arguments = parser.parse_args()
    examples = [example(row) for path in sorted(DATA.glob("*.jsonl")) for row in read_labelled(path)]
    known = list(known_answers())
    text = as_json(fit([*examples, *known]))
    if arguments.check:
        same = _alike(json.loads(text), json.loads(WEIGHTS.read_text(encoding="utf-8")))
        print("weights.json is what the data give." if same else "weights.json is not what the data give: fit again.")
        sys.exit(0 if same else 1)
    print(f"{len(examples)} graded answers, each judged by weights fitted without its question:")
    print(report(cross_validated(examples, known)))
    WEIGHTS.write_text(text, encoding="utf-8")
    print(f"Written: {WEIGHTS.name}")


def example(row: Labelled) -> Example:
    """A graded answer with what the rules find."""
    return Example(row, first_finding(Case(row.candidate))[1] if row.answer.text.strip() else None)


def known_answers() -> Iterator[Example]:
    """The answers whose grade the built-in questions tell: those they accept, the sentences that state the fact, and
    their distractors."""
    for question in builtin_questions().questions:
        sentences = SENTENCES[question.language]
        accepted = [s.format(answer) for answer in (question.answer, *question.aliases) for s in sentences]
        wrong = [s.format(distractor) for distractor in question.distractors for s in sentences]
        stated = [question.evidence] if question.evidence else []
        for grade, weight, texts in (
            (Grade.CORRECT, LIGHT, accepted),
            (Grade.INCORRECT, LIGHT, wrong),
            (Grade.CORRECT, 0.3, stated),
        ):
            for text in texts:
                row = Labelled(Candidate.to(question, text), read_answer(text), text, grade, "")
                yield Example(row, first_finding(Case(row.candidate))[1], weight)


def fit(examples: Sequence[Example]) -> Weights:
    """The weights of the evidence for each kind of doubt."""
    by_doubt: dict[Doubt, list[Example]] = defaultdict(list)
    for one in examples:
        if one.finding and one.finding.doubt:
            by_doubt[one.finding.doubt].append(one)
    return {doubt: _fitted(by_doubt[doubt], RIDGE[doubt]) for doubt in Doubt}


def _fitted(examples: Sequence[Example], ridge: float) -> dict[str, tuple[float, float]]:
    """Multinomial logistic regression with a quadratic penalty; INCORRECT is the grade of reference."""
    held: dict[str, int] = defaultdict(int)
    for one in examples:
        for name, value in one.finding.evidence.items():  # type: ignore[union-attr]
            held[name] += value != 0
    names = sorted(name for name, count in held.items() if count >= RARE)
    evidence = np.array([[one.finding.evidence.get(name, 0.0) for name in names] for one in examples])  # type: ignore[union-attr]
    grades = np.array(
        [(Grade.INCORRECT, Grade.CORRECT, Grade.NOT_ATTEMPTED).index(one.labelled.label) for one in examples]
    )
    counts = np.array([one.weight for one in examples])
    rows = np.arange(len(examples))

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights = flat.reshape(len(names), 2)
        sums = np.hstack([np.zeros((len(examples), 1)), evidence @ weights])
        sums -= sums.max(axis=1, keepdims=True)
        probable = np.exp(sums)
        probable /= probable.sum(axis=1, keepdims=True)
        missed = -(counts * np.log(probable[rows, grades])).sum() + ridge * (weights**2).sum()
        probable[rows, grades] -= 1
        probable *= counts[:, None]
        return missed, (evidence.T @ probable[:, 1:] + 2 * ridge * weights).ravel()

    found = minimize(
        loss, np.zeros(len(names) * 2), jac=True, method="L-BFGS-B", options={"maxiter": 5000, "ftol": 1e-12}
    )
    weights = found.x.reshape(len(names), 2)
    return {name: (round(float(right), 2), round(float(none), 2)) for name, (right, none) in zip(names, weights)}


def cross_validated(examples: Sequence[Example], known: Sequence[Example]) -> list[Compared]:
    """Each example with what a judge makes of it that was fitted to the others; the answers to a question stay
    together."""
    parts = [_part(one.labelled.candidate.question) for one in examples]
    found = []
    for part in range(PARTS):
        weights = fit([*(one for one, p in zip(examples, parts) if p != part), *known])
        found += [compared(one, weights) for one, p in zip(examples, parts) if p == part]
    return found


def _part(question: str) -> int:
    return int.from_bytes(hashlib.sha256(question.encode()).digest()[:4], "big") % PARTS


def compared(one: Example, weights: Weights) -> Compared:
    """What the judge makes of an example under some weights."""
    if one.finding is None:
        return Compared(one.labelled, Grade.NOT_ATTEMPTED, "no answer", 1.0)
    finding = weighed(one.finding, weights) if one.finding.doubt else one.finding
    return Compared(one.labelled, finding.grade, finding.why, finding.certainty)


def report(rows: Sequence[Compared]) -> str:
    """Agreement, wrong answers taken for CORRECT, and agreement on the most certain half: in all and by language."""
    lines = []
    for name in ("en", "zh", "all"):
        agreement = Agreement(row for row in rows if name in ("all", row.labelled.candidate.language.value))
        half = agreement.certain_half
        assert half is not None
        lines.append(
            f"  {name:3}  agreement {agreement.agreement.value:.1%}   "
            f"wrong taken for CORRECT {agreement.false_correct.value:.1%}   certain half {half.value:.1%}"
        )
    return "\n".join(lines)


def _alike(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """True if two sets of weights are the same but for what the last digits of a minimum can differ by."""
    return one.keys() == other.keys() and all(
        one[doubt].keys() == other[doubt].keys()
        and all(abs(a - b) <= 0.05 for name in one[doubt] for a, b in zip(one[doubt][name], other[doubt][name]))
        for doubt in one
    )


def as_json(weights: Weights) -> str:
    """The weights as the text of weights.json: a line for each piece of evidence."""
    return json.dumps({doubt.value: weights[doubt] for doubt in Doubt}, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    main()
