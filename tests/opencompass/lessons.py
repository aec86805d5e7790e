"""Questions whose grades are known beforehand, and what the taught model answers to them."""

from __future__ import annotations

from typing import Any

from taught_model import Lesson

from codesimpleqa_tasks.prompts import Variant, prompt
from codesimpleqa_tasks.questions import Language

_WORDS = (
    *("stack", "queue", "heap", "tree", "graph", "list", "set", "map", "trie", "deque"),
    *("ring", "bag", "pool", "lock", "page", "file", "pipe", "port", "byte", "word"),
)
_DOMAINS = ("Databases", "Computer Systems", "Web Technologies")
_PROGRAMMING_LANGUAGES = ("python", "go")

GRADES = ("NOT_ATTEMPTED", "INCORRECT", "CORRECT", "CORRECT")
"""The grade of question number i of a language is GRADES[i % 4]: CO 50, IN 25, NA 25 percent."""

EXPECTED = {
    "correct": 50.0,
    "incorrect": 25.0,
    "not_attempted": 25.0,
    "correct_given_attempted": 200 / 3,
    "f_score": 400 / 7,
}
"""CGA = 50 / 75, and F = 2 * 50 * 66.7 / 116.7, in percent: of each language, and so of both."""


def question_rows(per_language: int = len(_WORDS)) -> list[dict[str, Any]]:
    """Rows of a question file: `per_language` questions in English, then as many in Chinese."""
    return [
        {
            "id": f"{language.value}-{number}",
            "language": language.value,
            "question": _question(language, word),
            "answer": f"op{number}",
            "domain": _DOMAINS[number % len(_DOMAINS)],
            "programming_language": _PROGRAMMING_LANGUAGES[number % len(_PROGRAMMING_LANGUAGES)],
        }
        for language in Language
        for number, word in enumerate(_WORDS[:per_language])
    ]


def _question(language: Language, word: str) -> str:
    # The braces are what OpenCompass' templates would fill in if they got the chance.
    return f"Which {{idx}} loads a {word}?" if language is Language.ENGLISH else f"哪条 {{gold}} 指令读取 {word}？"


def answer_to(row: dict[str, Any]) -> str:
    """What the taught model answers."""
    number = int(row["id"].rpartition("-")[2])
    return {
        "NOT_ATTEMPTED": "I do not know." if row["language"] == "en" else "不知道。",
        "INCORRECT": "xyz",
        "CORRECT": row["answer"],
    }[GRADES[number % len(GRADES)]]


def lessons() -> list[Lesson]:
    """What the model is taught: the chat prompt of every question, with the answer to give."""
    return [
        (prompt(row["question"], Language(row["language"]), Variant.CHAT), answer_to(row)) for row in question_rows()
    ]
