"""The built-in judge: how many answers it grades a second, and how well it agrees with careful graders.

    python benchmarks/rule_judge.py [--questions FILE] [LABELLED ...]

Speed is measured over the questions of FILE (the published file, or any JSONL of questions; default: the built-in
ones) with five kinds of answers, in CPU seconds of one process. LABELLED are JSONL files with "response" and "grade" and either "question"
and "answer" or "line", the number of the question in FILE; on these the judge is compared with two that need no
rules: whether the answer is the gold, and whether it contains it.
"""  # noqa: E501

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tabulate import tabulate

from codesimpleqa_tasks.answers import read_answer
from codesimpleqa_tasks.judging import Candidate, Grade
from codesimpleqa_tasks.judging.labelled import Share
from codesimpleqa_tasks.judging.rule.gold import prepare_gold
from codesimpleqa_tasks.judging.rule.judge import judge_by_rules
from codesimpleqa_tasks.judging.rule.keys import excluding_asked, keys_of
from codesimpleqa_tasks.judging.rule.polarity import denies, opens_with_denial
from codesimpleqa_tasks.judging.rule.units import parsed, parsed_part
from codesimpleqa_tasks.questions import Question, builtin_questions
from codesimpleqa_tasks.questions.record import question_from_record

VERBOSE = (
    "For this you would use **{}**. It has been part of the platform for a long time, is documented in the manual and "
    "works on every system that you are likely to meet; older tutorials may show another way, which still works too."
)
ANSWERS: dict[str, Callable[[Question, Question], str]] = {
    "the gold": lambda q, _: q.answer,
    "the gold in a sentence": lambda q, _: f"The answer is {q.answer}.",
    "the gold in 50 words": lambda q, _: VERBOSE.format(q.answer),
    "another question's gold": lambda _, other: f"It is `{other.answer}`.",
    "a refusal": lambda _q, _: "I'm sorry, I don't have reliable information about this.",
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--questions", type=Path, help="JSONL of questions; default: the built-in ones")
    parser.add_argument("labelled", nargs="*", type=Path, help="answers with their grades, JSONL")
    arguments = parser.parse_args()
    questions = _questions(arguments.questions) if arguments.questions else list(builtin_questions().questions)
    print(speed(questions))
    for path in arguments.labelled:
        print(f"\n{path.name}\n{agreement(list(_labelled(path, questions)))}")


def speed(questions: list[Question]) -> str:
    """A table: milliseconds and judgements a second for each kind of answer, first with golds new to the judge,
    then again."""
    started = time.process_time()
    judge_by_rules(Candidate.to(max(questions, key=lambda q: len(q.answer)), "It says so in other words, not at once."))
    rows = [["first judgement (loads the word lists)", f"{(time.process_time() - started) * 1e3:.0f}", "", ""]]
    total = {False: 0.0, True: 0.0}
    for name, answer in ANSWERS.items():
        candidates = [Candidate.to(q, answer(q, other)) for q, other in zip(questions, [*questions[1:], questions[0]])]
        took = {}
        for again in (False, True):
            _forget(again)
            started = time.process_time()
            for candidate in candidates:
                judge_by_rules(candidate)
            took[again] = (time.process_time() - started) / len(candidates)
            total[again] += took[again] / len(ANSWERS)
        rows.append([name, *(f"{took[a] * 1e3:.3f}" for a in (False, True)), f"{1 / took[False]:,.0f}"])
    rows.append(["all", *(f"{total[a] * 1e3:.3f}" for a in (False, True)), f"{1 / total[False]:,.0f}"])
    headers = [f"{len(questions)} questions", "ms", "ms, gold known", "judgements/s"]
    return tabulate(rows, headers=headers, disable_numparse=True, colalign=("left", "right", "right", "right"))


def _forget(again: bool) -> None:
    """Let every gold, question and name be new to the judge, unless `again`."""
    if not again:
        for remembered in (prepare_gold, keys_of, excluding_asked, parsed, parsed_part, denies, opens_with_denial):
            remembered.cache_clear()


def agreement(labelled: list[tuple[Candidate, Grade]]) -> str:
    """A table: agreement, and the share of wrong answers taken for CORRECT, for the judge and the two baselines."""
    rows = []
    for name, judge in {"exact match": exact, "substring": substring, "built-in judge": by_rules}.items():
        graded = [(judge(candidate), label) for candidate, label in labelled]
        wrong = [grade for grade, label in graded if label is not Grade.CORRECT]
        right = Share(sum(grade is label for grade, label in graded), len(graded))
        false = Share(sum(grade is Grade.CORRECT for grade in wrong), len(wrong))
        rows.append([name, *_cells(right), *_cells(false)])
    headers = ["", "agreement", "95 %", "wrong taken for CORRECT", "95 %"]
    return tabulate(rows, headers=headers, disable_numparse=True, colalign=("left", *["right"] * 4))


def exact(candidate: Candidate) -> Grade:
    """CORRECT if the answer is the gold but for capitals and space."""
    answer = " ".join(candidate.answer.casefold().split())
    if not answer:
        return Grade.NOT_ATTEMPTED
    return Grade.CORRECT if answer == " ".join(candidate.gold.casefold().split()) else Grade.INCORRECT


def substring(candidate: Candidate) -> Grade:
    """CORRECT if the answer contains the gold."""
    if not candidate.answer.strip():
        return Grade.NOT_ATTEMPTED
    return Grade.CORRECT if candidate.gold.casefold() in candidate.answer.casefold() else Grade.INCORRECT


def by_rules(candidate: Candidate) -> Grade:
    """What the built-in judge says."""
    return judge_by_rules(candidate).grade if candidate.answer.strip() else Grade.NOT_ATTEMPTED


def _cells(share: Share) -> list[str]:
    low, high = share.interval
    return [f"{share.value:.1%}", f"{low:.1%} - {high:.1%}"]


def _questions(path: Path) -> list[Question]:
    return [question_from_record(row, str(path)) for row in _rows(path)]


def _labelled(path: Path, questions: list[Question]) -> Iterator[tuple[Candidate, Grade]]:
    for row in _rows(path):
        question = questions[row["line"] - 1] if "line" in row else question_from_record(_complete(row), str(path))
        yield Candidate.to(question, read_answer(row["response"]).text), Grade(row["grade"])


def _complete(row: dict[str, Any]) -> dict[str, Any]:
    return {"domain": "Programming Languages", **row, "language": row.get("language") or row["human_language"]}


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


if __name__ == "__main__":
    main()
