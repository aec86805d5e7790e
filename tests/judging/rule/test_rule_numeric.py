"""Golds that are numbers: which of an answer's numbers it commits itself to."""

from __future__ import annotations

import pytest

from codesimpleqa_tasks.judging import Candidate, Grade
from codesimpleqa_tasks.judging.rule.judge import judge_by_rules
from codesimpleqa_tasks.questions import Language, builtin_questions


@pytest.mark.parametrize(
    ("gold", "answer", "grade"),
    [
        ("125", "With n = 5 the formula gives 125 trees.", Grade.CORRECT),
        ("128", "The cache holds 512 lines, and four lines per set make 128 sets.", Grade.CORRECT),
        ("8", "Each call doubles the number, so three calls give 8.", Grade.CORRECT),
        ("64", "It joins two halves into 64 bytes.", Grade.CORRECT),
        ("8080", "The port is 8080, and 8443 is the one for TLS.", Grade.CORRECT),
        ("8443", "The port is 8080.", Grade.INCORRECT),
        ("8080", "The port is 8443.", Grade.INCORRECT),
        ("2", "It is 4, since both of the 2 separators add an empty string.", Grade.INCORRECT),
        ("8", "It is either 8 or 16.", Grade.INCORRECT),
        ("1", "There is one.", Grade.CORRECT),
        ("-2147483648", "最终答案是 $-2^{31}$。", Grade.CORRECT),
        ("-2147483648", "最终答案是 $2^{31}$。", Grade.INCORRECT),
        ("1", "All singular values are equal, so the number is 1.", Grade.CORRECT),
        ("68", "文件由 68 个可打印字符组成，因此长度是 68 字节。", Grade.CORRECT),
        ("1", "The one you want is infinity.", Grade.INCORRECT),
        ("42", "n = 5 时为 42。", Grade.CORRECT),
        ("448", "权重有 432 个，再加 16 个偏置，合计 448 个。", Grade.CORRECT),
        ("40", "经典蓝牙划分 40 个信道，低功耗蓝牙则有 79 个。", Grade.INCORRECT),
        ("2", "4，因为两个逗号各产生一个空字符串。", Grade.INCORRECT),
    ],
)
def test_the_number_that_an_answer_commits_itself_to(gold: str, answer: str, grade: Grade) -> None:
    language = Language.ENGLISH if answer.isascii() else Language.CHINESE
    question = "How many are there?" if language is Language.ENGLISH else "一共有多少个？"
    assert judge_by_rules(Candidate(question, gold, answer, language)).grade is grade


def test_nine_in_ten_sentences_that_state_a_fact_are_right_answers() -> None:
    """The evidence of a question states its answer, often among other names and numbers."""
    questions = builtin_questions().questions
    judged = (judge_by_rules(Candidate.to(q, q.evidence or "")).grade for q in questions)
    assert sum(grade is Grade.CORRECT for grade in judged) >= 0.9 * len(questions)
