"""What a sentence makes of a name in it."""

from __future__ import annotations

import pytest

from codesimpleqa_tasks.judging.rule.stance import Stance, read_stance, sentences_of
from codesimpleqa_tasks.judging.rule.surface import surface

ASSERTED, DENIED, CONCEDED = Stance.ASSERTED, Stance.DENIED, Stance.CONCEDED
ALTERNATIVE, COMPARED = Stance.ALTERNATIVE, Stance.COMPARED


@pytest.mark.parametrize(
    ("answer", "stance"),
    [
        ("It is NAME.", ASSERTED),
        ("NAME, not OTHER.", ASSERTED),
        ("Not only NAME does this.", ASSERTED),
        ("You might think of OTHER, but it is NAME.", ASSERTED),
        ("Sounds like NAME.", ASSERTED),
        ("It is not NAME.", DENIED),
        ("It isn't NAME but OTHER.", DENIED),
        ("OTHER instead of NAME", DENIED),
        ("Use OTHER rather than --NAME.", DENIED),
        ("NAME is not what you want.", DENIED),
        ("NAME isn't meant for that; take OTHER.", DENIED),
        ("NAME comes to mind. That is NOT what you asked for.", DENIED),
        ("Unlike NAME, OTHER does it.", DENIED),
        ("Don't confuse it with NAME.", DENIED),
        ("You might think of NAME, but it is OTHER.", CONCEDED),
        ("Many people say NAME. Actually it is OTHER.", CONCEDED),
        ("Although OTHER resembles NAME, it differs.", CONCEDED),
        ("NAME? No, it is OTHER.", CONCEDED),
        ("Either NAME or OTHER.", ALTERNATIVE),
        ("Any of these: NAME, OTHER.", ALTERNATIVE),
        ("It is OTHER (or maybe NAME), as far as they tell.", ALTERNATIVE),
        ("The options are NAME and OTHER.", ALTERNATIVE),
        ("It is faster than NAME.", COMPARED),
        ("答案是 NAME。", ASSERTED),
        ("应为NAME，不是OTHER。", ASSERTED),
        ("不是OTHER，而是NAME。", ASSERTED),
        ("不是 NAME。", DENIED),
        ("用 OTHER，而不是 NAME。", DENIED),
        ("并非 NAME", DENIED),
        ("NAME 并不是答案。", DENIED),
        ("很多人会说是 NAME，但其实是 OTHER。", CONCEDED),
        ("大家都说 NAME，但其实是 OTHER。", CONCEDED),
        ("可能是 NAME，也可能是 OTHER。", ALTERNATIVE),
        ("It is NAME.", Stance.ASSERTED),
        ("NAME 或者 OTHER 都有可能。", ALTERNATIVE),
    ],
)
def test_stance(answer: str, stance: Stance) -> None:
    text = surface(answer)
    start = text.index("NAME")
    assert read_stance(text, sentences_of(text), start, start + 4).stance is stance


@pytest.mark.parametrize(
    ("text", "number"),
    [("One. Two. Three", 3), ("e.g. this one", 1), ("版本 1.2 可用。下一句", 2), ("什么？不，是它", 2), ("", 1)],
)
def test_sentences(text: str, number: int) -> None:
    assert len(sentences_of(surface(text))) == number
