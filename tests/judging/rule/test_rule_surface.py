"""What remains of a text once its wrapping no longer matters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codesimpleqa_tasks.judging.rule.surface import EMPHASIS_END, EMPHASIS_START, surface

B, E = EMPHASIS_START, EMPHASIS_END


@pytest.mark.parametrize(
    ("written", "remains"),
    [
        ("ＨＴＴＰ／２", "HTTP/2"),
        ("記憶體與網路", "记忆体与网路"),
        ("a\u200bb", "ab"),
        ("**bold** and *italic*", f"{B}bold{E} and {B}italic{E}"),
        ("2*3*4", "2*3*4"),
        ("- one\n- two", "one\ntwo"),
        ("1. one\n2. two", "one\ntwo"),
        ("> quoted", "quoted"),
        ("<details>", "details"),
        (r"\boxed{42}", "42"),
        ("x² and 10⁻³", "x^2 and 10^-3"),
        ("a → b, a ≤ b", "a -> b, a <= b"),
        ("“curly” and ‘single’", "\"curly\" and 'single'"),
        ("twenty-four", "24"),
        ("應為forty-two", "应为42"),
    ],
)
def test_wrapping_goes_and_the_text_stays(written: str, remains: str) -> None:
    assert surface(written) == remains


def test_a_block_of_code_is_marked() -> None:
    assert surface("Run\n```sh\nls -l\n```\nthen") == "Run\n\ue002ls -l\n\ue003\n\nthen"


@given(st.text())
def test_every_text_has_a_surface(text: str) -> None:
    assert isinstance(surface(text), str)


def test_all_white_space_is_blanks_tabs_and_ends_of_lines() -> None:
    spaces = [chr(code) for code in range(0x110000) if chr(code).isspace()]
    assert {surface(f"a{space}b") for space in spaces} == {"a b", "a\tb", "a\nb"}
