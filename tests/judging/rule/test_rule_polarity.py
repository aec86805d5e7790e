"""Yes and no."""

from __future__ import annotations

import pytest

from codesimpleqa_tasks.judging.rule.polarity import Polarity, polarity_of_answer, polarity_of_gold

YES, NO = Polarity.YES, Polarity.NO


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ("Yes, it does.", YES),
        ("It can, since version 2.", YES),
        ("No.", NO),
        ("It doesn't support that.", NO),
        ("That is not possible.", NO),
        ("I'm not sure, but I think yes.", YES),
        ("I'm not entirely sure about this, but I believe it does.", YES),
        ("I'm not sure, but I'd guess no.", NO),
        ("我不太确定，不过我猜是支持的。", YES),
        ("我不确定，但应该不支持。", NO),
        ("It is `netcat`.", None),
        ("可以，直接写入即可。", YES),
        ("是的", YES),
        ("支持。", YES),
        ("否", NO),
        ("不可以。", NO),
        ("无法直接访问。", NO),
        ("从文档来看，不支持。", NO),
        ("The topic has a long history", None),
    ],
)
def test_what_an_answer_says(answer: str, says: Polarity | None) -> None:
    assert polarity_of_answer(answer) is says


@pytest.mark.parametrize(
    ("question", "gold", "says"),
    [
        ("Does the tool support proxies?", "No, it does not.", NO),
        ("In C, can a function return an array?", "No", NO),
        ("该工具是否支持代理？", "支持", YES),
        ("可以离线使用吗？", "不可以", NO),
        ("Which tool does this?", "make", None),
        ("用于检测是否存在环的算法是什么？", "拓扑排序", None),
        ("Is it case-sensitive or case-insensitive?", "Case-insensitive", None),
    ],
)
def test_which_golds_say_yes_or_no(question: str, gold: str, says: Polarity | None) -> None:
    assert polarity_of_gold(gold, question) is says
