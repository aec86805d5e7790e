"""Comparing two runs on the same questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pandas

from codesimpleqa_tasks.counts import counted
from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.prompts import Variant
from codesimpleqa_tasks.report.differences import MadeDifferently, made_differently
from codesimpleqa_tasks.report.runs import Run
from codesimpleqa_tasks.report.summaries import ALL, grade_counts
from codesimpleqa_tasks.scoring.comparison import Difference, holm, paired_differences

_COUNTS = ["CORRECT", "INCORRECT", "NOT_ATTEMPTED", "UNGRADED"]


@dataclass(frozen=True)
class ComparedPart:
    """The differences of the figures over one part of the questions; `domain` and `language` may be "all".

    `p_corrected` is the p-value of the F-score's difference after Holm's correction over the parts of its kind
    (languages, or domains).
    """

    language: str
    domain: str
    questions: int
    differences: dict[str, Difference]
    p_corrected: float


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two runs in one variant each, question by question.

    `parts` holds the whole first, then the languages, then the domains, the largest first. `flips` has one row for
    each question whose share of CORRECT answers changed, with the columns question_id, language, domain, change
    ("won" or "lost"), question, gold, first_grade, second_grade, first_answer, second_answer, first_correct and
    second_correct. `only_first` and `only_second` count the questions that the other run does not have.
    """

    first: Run
    second: Run
    first_variant: Variant
    second_variant: Variant
    made_differently: list[MadeDifferently]
    parts: list[ComparedPart]
    flips: pandas.DataFrame
    only_first: int
    only_second: int

    @property
    def whole(self) -> ComparedPart:
        """All questions together."""
        return self.parts[0]

    @property
    def is_forced(self) -> bool:
        """Whether the runs differ in data, judge or prompts, and were compared all the same."""
        return any(one.forbids for one in self.made_differently)


def compare_runs(first: Run, second: Run, force: bool = False) -> list[Comparison]:
    """Compare two runs in every variant that both have; or, if each has but one, in these two.

    Raises InputError if they have nothing in common, or differ in data, judge or prompt version: unless `force`,
    which marks the result.
    """
    differently = made_differently(first, second)
    forbidding = [one for one in differently if one.forbids]
    if forbidding and not force:
        raise InputError(
            f"{first.name} and {second.name} cannot be compared, they differ in:\n"
            + "\n".join(f"  {one}" for one in forbidding)
            + "\nRun one of them again like the other, or grade both with one judge (codesimpleqa grade). "
            "--force compares all the same and says so in its output."
        )
    return [_compared(first, second, *variants, differently, force) for variants in _variants(first, second)]


def _variants(first: Run, second: Run) -> list[tuple[Variant, Variant]]:
    if len(first.variants) == 1 and len(second.variants) == 1:
        return [(first.variants[0], second.variants[0])]
    common = [(variant, variant) for variant in first.variants if variant in second.variants]
    if not common:
        raise InputError(
            f"no variant in common: {first.name} has {', '.join(first.variants)}, "
            f"{second.name} has {', '.join(second.variants)}. To compare two variants, name one sample file for each."
        )
    return common


def _compared(
    first: Run,
    second: Run,
    first_variant: Variant,
    second_variant: Variant,
    differently: list[MadeDifferently],
    force: bool,
) -> Comparison:
    a = first.answers[first.answers["variant"] == first_variant.value]
    b = second.answers[second.answers["variant"] == second_variant.value]
    of_a, of_b = _by_question(a), _by_question(b)
    common = of_a.index.intersection(of_b.index, sort=False)
    if common.empty:
        raise InputError(
            f"{first.name} ({first.path}) and {second.name} ({second.path}) have no question in common. "
            f"Do they come from the same data?"
        )
    of_a, of_b = of_a.loc[common], of_b.loc[common]
    changed = common[((of_a["gold"] != of_b["gold"]) | (of_a["question"] != of_b["question"])).to_numpy()]
    if len(changed) and not force:
        raise InputError(
            f"{counted(len(changed), 'question')} with the same id but another text or gold answer in the two runs "
            f"(the first is {changed[0]}): the data was changed between them. --force compares all the same."
        )
    return Comparison(
        first,
        second,
        first_variant,
        second_variant,
        differently,
        list(_parts(first, second, of_a, of_b)),
        _flips(of_a, of_b),
        only_first=a["question_id"].nunique() - len(common),
        only_second=b["question_id"].nunique() - len(common),
    )


def _by_question(answers: pandas.DataFrame) -> pandas.DataFrame:
    """One row per question, by id: what it is, the four counts, and its first answer's grade and text."""
    firsts = answers.drop_duplicates("question_id").set_index("question_id")
    return firsts[["language", "domain", "question", "gold", "grade", "answer"]].join(grade_counts(answers))


def _parts(first: Run, second: Run, a: pandas.DataFrame, b: pandas.DataFrame) -> Iterator[ComparedPart]:
    def part(chosen: Any, language: str = ALL, domain: str = ALL) -> ComparedPart:
        differences = paired_differences(
            a.loc[chosen, _COUNTS].to_numpy(),
            b.loc[chosen, _COUNTS].to_numpy(),
            first.ungraded_tolerance,
            second.ungraded_tolerance,
        )
        return ComparedPart(language, domain, int(chosen.sum()), differences, differences["f_score"].p_value)

    languages = [language for language in ("en", "zh") if (a["language"] == language).any()]
    yield part(a["language"].notna(), language=languages[0] if len(languages) == 1 else ALL)
    if len(languages) > 1:
        yield from _corrected([part(a["language"] == language, language=language) for language in languages])
    domains = a["domain"].value_counts(sort=True)
    if len(domains) > 1:
        yield from _corrected([part(a["domain"] == domain, domain=str(domain)) for domain in domains.index])


def _corrected(parts: list[ComparedPart]) -> list[ComparedPart]:
    corrected = holm([part.differences["f_score"].p_value for part in parts])
    return [replace(part, p_corrected=p) for part, p in zip(parts, corrected)]


def _flips(a: pandas.DataFrame, b: pandas.DataFrame) -> pandas.DataFrame:
    shares = [frame["CORRECT"] / frame[_COUNTS[:3]].sum(axis=1) for frame in (a, b)]  # NaN where none is graded
    change = shares[1] - shares[0]
    changed = change.notna() & (change != 0)
    flips = pandas.DataFrame(
        {
            "language": a["language"],
            "domain": a["domain"],
            "change": ["won" if value > 0 else "lost" for value in change],
            "question": a["question"],
            "gold": a["gold"],
            "first_grade": _grades(a),
            "second_grade": _grades(b),
            "first_answer": a["answer"],
            "second_answer": b["answer"],
            "first_correct": shares[0],
            "second_correct": shares[1],
        }
    )[changed]
    return flips.sort_values("change", ascending=False, kind="stable").reset_index()


def _grades(by_question: pandas.DataFrame) -> list[str]:
    """The grade of a question's one answer; of several, how many were CORRECT."""
    answers = by_question[_COUNTS].sum(axis=1)
    return [
        grade if number == 1 else f"{correct} of {number} CORRECT"
        for grade, number, correct in zip(by_question["grade"], answers, by_question["CORRECT"])
    ]
