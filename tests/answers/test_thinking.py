"""Telling thinking from answer, in the formats that models write."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codesimpleqa_tasks.answers.thinking import UNMARKED_THINKING_CHARACTERS, part_thinking


@pytest.mark.parametrize(
    ("response", "answer", "thinking"),
    [
        ("ls", "ls", None),
        ("", "", None),
        ("<think>hm</think>ls", "ls", "hm"),
        ("<think>\nhm\n</think>\n\nls\n", "ls", "hm"),
        ("<thinking>hm</thinking> ls", "ls", "hm"),
        ("<THINK>hm</THINK>ls", "ls", "hm"),
        ("<reasoning>hm</reasoning>ls", "ls", "hm"),
        ("<seed:think>hm</seed:think>ls", "ls", "hm"),
        ("[THINK]hm[/THINK]ls", "ls", "hm"),
        ("◁think▷hm◁/think▷ls", "ls", "hm"),
        ("<think></think>ls", "ls", ""),
        ("hm, perhaps ls\n</think>\n\nls", "ls", "hm, perhaps ls"),
        ("<think>a</think>\n<think>b</think>\nls", "ls", "a\n\nb"),
        ("<think>is it <think>?</think></think>ls", "ls", "is it <think>?</think>"),
        ("<think>the tag <think> opens it</think>ls", "ls", "the tag <think> opens it"),
        ("The tag `</think>` closes it", "The tag `</think>` closes it", None),
        ("It is written <think>...</think> in R1", "It is written <think>...</think> in R1", None),
        (
            "<|channel|>analysis<|message|>hm<|end|><|start|>assistant<|channel|>final<|message|>ls<|return|>",
            "ls",
            "hm",
        ),
        ("<|channel|>final<|message|>ls", "ls", None),
        ("<|channel|>commentary to=x<|message|>c<|end|><|channel|>final<|message|>ls", "ls", "c"),
        ("analysishm, list files.assistantfinalls", "ls", "hm, list files."),
        ("<|begin_of_thought|>hm<|end_of_thought|><|begin_of_solution|>ls<|end_of_solution|>", "ls", "hm"),
        ("analysis of algorithms", "analysis of algorithms", None),
        ("思考完毕</think>持久性", "持久性", "思考完毕"),
    ],
)
def test_thinking_is_taken_off(response: str, answer: str, thinking: str | None) -> None:
    parted = part_thinking(response)
    assert (parted.answer, parted.thinking, parted.truncated) == (answer, thinking, False)


@pytest.mark.parametrize(
    "response",
    [
        "<think>hm, perhaps",
        "<think>",
        "<thinking>hm\n\nls",
        "<think>a</think>\n<think>b",
        "<|channel|>analysis<|message|>hm, perhaps ls",
        "[THINK]hm",
    ],
)
def test_an_answer_cut_off_inside_its_thinking_is_no_answer(response: str) -> None:
    parted = part_thinking(response)
    assert (parted.answer, parted.truncated) == ("", True)


def test_where_thinking_is_expected_a_very_long_response_without_marks_is_thinking_cut_off() -> None:
    long = "let me see. " * UNMARKED_THINKING_CHARACTERS
    assert part_thinking(long, thinking_expected=True).truncated
    assert not part_thinking(long).truncated
    assert not part_thinking("ls", thinking_expected=True).truncated


PLAIN = st.text(st.characters(exclude_characters="<>[]◁▷|"), max_size=80).filter(
    lambda t: not t.strip().lower().startswith(("analysis", "commentary"))
)


@given(PLAIN, PLAIN)
def test_any_thinking_in_a_closed_block_is_taken_off_any_answer(thinking: str, answer: str) -> None:
    parted = part_thinking(f"<think>{thinking}</think>{answer}")
    assert (parted.answer, parted.thinking) == (answer.strip(), thinking.strip())


@given(PLAIN)
def test_a_response_without_marks_is_the_answer(response: str) -> None:
    parted = part_thinking(response)
    assert (parted.answer, parted.thinking, parted.truncated) == (response.strip(), None, False)


@given(st.text(st.sampled_from("<>/|thinkTHINK[]abc \n`◁▷channelfinalmessage"), max_size=200))
def test_no_text_breaks_the_reader(response: str) -> None:
    parted = part_thinking(response)
    assert not (parted.truncated and parted.answer)
