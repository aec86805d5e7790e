"""Numbers with their units, by what they are worth."""

from __future__ import annotations

import pytest

from codesimpleqa_tasks.judging.rule.atoms import atoms_of
from codesimpleqa_tasks.judging.rule.quantities import quantities_in, quantity_of_gold, same


@pytest.mark.parametrize(
    ("gold", "answer"),
    [
        ("1024", "1,024"),
        ("1024", "2^10"),
        ("16", "0x10"),
        ("1 ms", "0.001 s"),
        ("1 KB", "1024 bytes"),
        ("8 bits", "1 byte"),
        ("600 pixels", "600px"),
        ("5 种", "五种"),
        ("1000", "一千"),
        ("12 epochs", "12"),
        ("0.5", "50%"),
        ("Five (5) years", "5 years"),
        ("-3", "-3"),
        ("2 hours", "120 minutes"),
    ],
)
def test_the_same_quantity(gold: str, answer: str) -> None:
    wanted = quantity_of_gold(gold, "How many are there?")
    assert wanted is not None
    assert any(same(wanted, found) for found, _, _ in quantities_in(atoms_of(answer)))


@pytest.mark.parametrize(
    ("gold", "answer"),
    [
        ("8080", "8088"),
        ("1 KB", "1 MB"),
        ("5", "-5"),
        ("8", "UTF-8"),
        ("2", "1.2.3"),
        ("0xc0000006", "0xc0000005"),
        ("3", "3/4"),
        ("10 s", "10 ms"),
    ],
)
def test_another_quantity(gold: str, answer: str) -> None:
    wanted = quantity_of_gold(gold, "How many are there?")
    assert wanted is not None
    assert not any(same(wanted, found) for found, _, _ in quantities_in(atoms_of(answer)))


@pytest.mark.parametrize("gold", ["Java", "1.2.3", "UTF-8", "2021年8月1日", "Python 3", "x86"])
def test_what_is_more_than_a_number_is_no_quantity(gold: str) -> None:
    assert quantity_of_gold(gold, "How many are there?") is None


@pytest.mark.parametrize(
    ("gold", "question", "is_number"),
    [
        ("三次握手", "TCP 用什么方法建立连接？", False),
        ("三次握手", "TCP 建立连接要几次握手？", True),
        ("二分查找", "一共多少步？", False),
        ("6种类型", "一共有多少种？", True),
        ("2分钟", "要等多久？", True),
    ],
)
def test_a_name_that_begins_with_a_number_is_none(gold: str, question: str, is_number: bool) -> None:
    assert (quantity_of_gold(gold, question) is not None) is is_number
