"""Whatever stands in place of what a run's files should hold: it is read, or refused with a message."""

from __future__ import annotations

import copy
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from graded_runs import C, X, each, write_opencompass, write_run
from hypothesis import given, settings
from hypothesis import strategies as st

from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.report.runs import answers_frame, read_runs
from codesimpleqa_tasks.report.summaries import summary_frame

ANYTHING = st.sampled_from([None, True, 0, -1.5, "", "text", "\ud800", [], [None], [[]], {}, {"a": 1}, [1, "a"]])


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every node below a JSON value."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield (*path, key)
        yield from places(inner, (*path, key))


def replaced(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    value = copy.deepcopy(value)
    node = value
    for key in path[:-1]:
        node = node[key]
    if new is ...:
        del node[path[-1]]
    else:
        node[path[-1]] = new
    return value


@pytest.mark.parametrize("damaged", ["results", "samples", "codesimpleqa"])
@settings(max_examples=100)
@given(data=st.data())
def test_a_damaged_value_never_ends_in_a_traceback(damaged: str, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        write = write_opencompass if damaged == "codesimpleqa" else write_run
        (path,) = write(Path(temporary), each("en", [C, X])).glob(f"{damaged}_*")
        text = path.read_text(encoding="utf-8")
        first, rest = text.split("\n", 1) if path.suffix == ".jsonl" else (text, "")
        content = json.loads(first)
        place = data.draw(st.sampled_from(list(places(content))))
        content = replaced(content, place, data.draw(ANYTHING | st.just(...)))
        written = json.dumps(content, indent=None if path.suffix == ".jsonl" else 4)
        path.write_text(f"{written}\n{rest}", encoding="utf-8")
        try:
            runs = read_runs([temporary])
        except InputError as error:
            assert temporary in str(error)
            return
        assert set(answers_frame(runs)["grade"]) <= {C, X}
        assert summary_frame(runs)["questions"].max() == 2
