"""The question record: both schemas, and a clear message for all that is no question."""

from __future__ import annotations

import pytest

from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.questions import Language, question_from_record

PUBLISHED = {
    "question": "Which keyword starts a loop over a collection in C#?",
    "answer": "foreach",
    "domain": ["Programming Languages", "Loops"],
    "programming_language": "c-sharp",
    "human_language": "english",
}
OURS = {
    "id": "en-loop",
    "language": "zh",
    "question": "C# 用哪个关键字遍历集合？",
    "answer": "foreach",
    "aliases": ["foreach 循环"],
    "domain": "Programming Languages",
    "subdomain": "Loops",
    "programming_language": "C#",
    "difficulty": "easy",
    "distractors": ["forall"],
    "evidence": "C# 用 foreach 遍历集合。",
    "source": "C# language specification",
    "check": {"run": "python", "code": "assert True"},
}


def test_the_published_schema() -> None:
    question = question_from_record(PUBLISHED, "line 1")
    assert question.language is Language.ENGLISH
    assert (question.domain, question.subdomain) == ("Programming Languages", "Loops")
    assert question.programming_language == "c-sharp"


def test_our_schema() -> None:
    question = question_from_record(OURS, "line 1")
    assert (question.id, question.language, question.programming_language) == ("en-loop", Language.CHINESE, "c-sharp")
    assert question.aliases == ("foreach 循环",)
    assert question.check is not None and question.check.run == "python"


def test_an_id_depends_on_the_content_alone() -> None:
    reordered = dict(reversed(PUBLISHED.items())) | {"domain": "Databases"}
    assert question_from_record(PUBLISHED, "a").id == question_from_record(reordered, "b").id
    assert question_from_record(PUBLISHED | {"answer": "for"}, "c").id != question_from_record(PUBLISHED, "a").id


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("Computer Vision", "Artificial Intelligence"),
        ("natural language processing", "Artificial Intelligence"),
        ("Robotics", "Emerging Technologies"),
        ("  web   technologies ", "Web Technologies"),
    ],
)
def test_domains_that_count_as_another(given: str, meant: str) -> None:
    assert question_from_record(PUBLISHED | {"domain": given}, "line 1").domain == meant


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"question": None}, '"question" is None'),
        ({"question": "  "}, "\"question\" is '  '"),
        ({"answer": 8}, '"answer" is 8'),
        ({"answer": ["a"]}, "\"answer\" is ['a']"),
        ({"human_language": "klingon"}, "klingon"),
        ({"domain": "Cooking"}, "Cooking"),
        ({"domain": []}, '"domain" is []'),
        ({"domain": None}, '"domain" is None'),
        ({"aliases": "one"}, '"aliases"'),
        ({"aliases": [""]}, '"aliases"'),
        ({"programming_language": 1}, '"programming_language" is 1'),
        ({"id": ""}, "\"id\" is ''"),
        ({"id": 7}, '"id" is 7'),
        ({"check": "assert 1"}, '"check"'),
    ],
)
def test_a_fault_is_named_with_its_line(change: dict, found: str) -> None:
    with pytest.raises(InputError) as error:
        question_from_record(PUBLISHED | change, "file.jsonl, line 7")
    assert "file.jsonl, line 7" in str(error.value)
    assert found in str(error.value)


@pytest.mark.parametrize("key", ["question", "answer", "human_language"])
def test_a_missing_key_is_named_with_those_found(key: str) -> None:
    record = {k: v for k, v in PUBLISHED.items() if k != key}
    with pytest.raises(InputError, match="is missing"):
        question_from_record(record, "line 1")


def test_a_long_value_is_shown_shortened() -> None:
    with pytest.raises(InputError) as error:
        question_from_record(PUBLISHED | {"domain": "x" * 10_000}, "line 1")
    assert len(str(error.value)) < 1000
