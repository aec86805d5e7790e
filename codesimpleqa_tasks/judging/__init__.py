"""Judging: an answer in, a grade with its reason out."""

from codesimpleqa_tasks.judging.grade import Candidate, Grade, Judgement
from codesimpleqa_tasks.judging.judge import Judge, grade_answers
from codesimpleqa_tasks.judging.making import load_judge
from codesimpleqa_tasks.judging.specification import JudgeSpecification, judge_names, load_specification

__all__ = [
    "Candidate",
    "Grade",
    "Judge",
    "JudgeSpecification",
    "Judgement",
    "grade_answers",
    "judge_names",
    "load_judge",
    "load_specification",
]
