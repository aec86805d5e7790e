"""What the model under test is asked."""

from __future__ import annotations

import re

import pytest

from codesimpleqa_tasks.prompts import PROMPT_VERSION, Variant, prompt, prompts_sha256
from codesimpleqa_tasks.questions import Language

QUESTION = {Language.ENGLISH: "Which command lists files?", Language.CHINESE: "列出文件用什么命令？"}
WORDING_OF_VERSION = {"1": "d02624a17d99da432498b01b494e26dcdcaea74ad74eecbe4eb4741b04de33c7"}


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
