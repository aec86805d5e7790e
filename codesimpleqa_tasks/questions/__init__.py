"""Questions: the record, the taxonomy, and the places questions are loaded from."""

from codesimpleqa_tasks.questions.record import Check, Question, question_from_record, question_id
from codesimpleqa_tasks.questions.sources import (
    QuestionSet,
    builtin_questions,
    fewshot_questions,
    load_questions,
    question_set,
)
from codesimpleqa_tasks.questions.taxonomy import DOMAINS, Language

__all__ = [
    "DOMAINS",
    "Check",
    "Language",
    "Question",
    "QuestionSet",
    "builtin_questions",
    "fewshot_questions",
    "load_questions",
    "question_from_record",
    "question_id",
    "question_set",
]
