"""Cues: no sign may be missing of those that say where a pattern can be."""

from __future__ import annotations

import importlib
import pkgutil

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import codesimpleqa_tasks.judging.rule as rule
from codesimpleqa_tasks.judging.rule.cue import Cue
from codesimpleqa_tasks.judging.rule.surface import surface

MODULES = [importlib.import_module(m.name) for m in pkgutil.walk_packages(rule.__path__, f"{rule.__name__}.")]
CUES = {
    f"{module.__name__.removeprefix(rule.__name__)}.{name} {number}": cue
    for module in MODULES
    for name, value in vars(module).items()
    for number, cue in enumerate(value if isinstance(value, tuple) else [value])
    if isinstance(cue, Cue)
}


def test_a_cue_is_found_where_one_of_its_signs_is() -> None:
    cue = Cue(r"\bnot\s+(\w+)|并非", "not", "非")
    assert cue.search("it is not so")
    assert cue.search("并非如此")
    assert cue.search("yes") is None
    assert [match[1] for match in cue.finditer("not a, not b")] == ["a", "b"]


@pytest.mark.parametrize("name", sorted(CUES))
@settings(max_examples=300, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_all_that_the_pattern_of_a_cue_finds_has_one_of_its_signs(name: str, data: st.DataObject) -> None:
    cue = CUES[name]
    text = surface(data.draw(st.from_regex(cue.pattern))).lower()
    assume(cue.pattern.search(text))
    assert cue.search(text), text
