"""What the model under test is asked."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from codesimpleqa_tasks import prompts
from codesimpleqa_tasks.prompts import PROMPT_VERSION, Variant, prompt, prompts_sha256
from codesimpleqa_tasks.questions import Language, fewshot_questions

QUESTION = {Language.ENGLISH: "Which command lists files?", Language.CHINESE: "列出文件用什么命令？"}
WORDING_OF_VERSION = {"1": "1a8bc3f24eec8e61ddddaa05e476d83f48769c63c5984e7a4bcaaf1b6ceb7f06"}


@pytest.mark.parametrize("variant", list(Variant))
def test_a_chinese_question_is_put_in_chinese_alone(variant: Variant) -> None:
    text = prompt(QUESTION[Language.CHINESE], Language.CHINESE, variant)
    assert not re.search(r"[A-Za-z]{3,} [A-Za-z]{3,}", text)


@pytest.mark.parametrize("variant", list(Variant))
def test_an_english_question_is_put_in_english_alone(variant: Variant) -> None:
    assert prompt(QUESTION[Language.ENGLISH], Language.ENGLISH, variant).isascii()


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("variant", list(Variant))
def test_the_question_stands_in_the_prompt_once(variant: Variant, language: Language) -> None:
    assert prompt(QUESTION[language], language, variant).count(QUESTION[language]) == 1


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("variant", [Variant.CHAT, Variant.THINKING, Variant.CALIBRATION])
def test_a_short_answer_is_asked_for(variant: Variant, language: Language) -> None:
    assert "64" in prompt(QUESTION[language], language, variant)


@pytest.mark.parametrize("language", list(Language))
def test_a_base_model_is_left_to_go_on_after_the_label(language: Language) -> None:
    assert prompt(QUESTION[language], language, Variant.BASE).endswith(("Answer:", "答案："))


def test_new_wording_needs_a_new_version() -> None:
    """If this fails: raise PROMPT_VERSION and enter the new hash; scores before and after are not comparable."""
    assert prompts_sha256() == WORDING_OF_VERSION[PROMPT_VERSION]


@pytest.mark.parametrize(
    "change", [{"question": "Another?"}, {"answer": "another"}], ids=lambda change: next(iter(change))
)
@pytest.mark.parametrize("number", [0, -1])
def test_another_worked_example_is_another_wording(monkeypatch: pytest.MonkeyPatch, number: int, change: dict) -> None:
    before = prompts_sha256()
    examples = list(fewshot_questions())
    examples[number] = replace(examples[number], **change)
    monkeypatch.setattr(prompts, "fewshot_questions", lambda: examples)
    assert prompts_sha256() != before


def test_what_base_models_are_not_shown_of_an_example_is_no_wording(monkeypatch: pytest.MonkeyPatch) -> None:
    before = prompts_sha256()
    monkeypatch.setattr(prompts, "fewshot_questions", lambda: [replace(e, source=None) for e in fewshot_questions()])
    assert prompts_sha256() == before
