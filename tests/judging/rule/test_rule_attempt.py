"""Whether an answer is an attempt."""

from __future__ import annotations

import pytest

from codesimpleqa_tasks.judging.rule.attempt import asks_back, declines, is_unfinished
from codesimpleqa_tasks.judging.rule.corrections import final_part
from codesimpleqa_tasks.judging.rule.stance import sentences_of


@pytest.mark.parametrize(
    "answer",
    [
        "I don't know.",
        "I'm not sure which one that is.",
        "Sorry, I have no reliable information about this tool.",
        "I can't say without more context.",
        "Could you tell me which version you use?",
        "There is not enough public information for me to name it.",
        "That one escapes me.",
        "I would pass on this one.",
        "idk",
        "我不知道。",
        "无从得知。",
        "抱歉，这方面我没有可靠的资料。",
        "这个名字我记不清了。",
        "请提供更多上下文。",
        "我不确定，不敢乱说。",
        "没用过这个工具，答不上来。",
    ],
)
def test_an_answer_that_declines(answer: str) -> None:
    assert declines(answer, sentences_of(answer)) is not None


@pytest.mark.parametrize(
    "answer",
    [
        "It is the heap.",
        "I'm not sure, but I think it is the heap.",
        "I don't remember exactly; my guess is port 80.",
        "Use `git gc`. It prunes. It packs. I am not sure about older versions.",
        "None",
        "我不确定，应该是堆。",
        "系统里没有任何可用的数据。",
        "可以把它放在堆里。",
    ],
)
def test_an_answer_that_attempts(answer: str) -> None:
    assert declines(answer, sentences_of(answer)) is None


@pytest.mark.parametrize("answer", ["The name of the method is", "答案是", "It is called `", "The following:"])
def test_what_was_cut_off(answer: str) -> None:
    assert is_unfinished(answer)


@pytest.mark.parametrize("answer", ["The heap", "a", "尽力而为", "用户控制与自由", "iOS Pro add-on", "::"])
def test_what_is_finished(answer: str) -> None:
    assert not is_unfinished(answer)


@pytest.mark.parametrize(
    ("answer", "asks"),
    [("Which one do you mean?", True), ("你用的是哪个版本？", True), ("Why? Because it is fast.", False)],
)
def test_asking_back(answer: str, asks: bool) -> None:
    assert (asks_back(answer, sentences_of(answer)) is not None) is asks


@pytest.mark.parametrize(
    ("answer", "counts"),
    [
        ("It is the stack... scratch that, the heap.", "the heap."),
        ("The stack. No wait, the heap.", "the heap."),
        ("Let me see: stack, heap. Final answer: heap.", "heap."),
        ("是栈……更正一下，是堆。", "是堆。"),
        ("先分析。所以答案是：堆", "堆"),
        ("It is the heap.", "It is the heap."),
        ("hold and wait", "hold and wait"),
        ("The process must wait, then run.", "The process must wait, then run."),
    ],
)
def test_only_what_follows_a_correction_counts(answer: str, counts: str) -> None:
    assert final_part(answer)[0] == counts
