"""JSONL files: what is taken, what is refused with file and line, and how files are written."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from running import assert_clear_error, codesimpleqa

from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.jsonl import dumped, read_jsonl, written_atomically
from codesimpleqa_tasks.visible import visible


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"\n  \n", "is empty"),
        (b'{"a": 1}\n{"a": \n', "line 2: not valid JSON at column"),
        (b'{"a": 1}\n[1]\n', "line 2: expected a JSON object, found list"),
        (b'"text"\n', "line 1: expected a JSON object, found str"),
        (b'{"a": 1}{"a": 2}\n', "line 1: not valid JSON"),
        ('{"a": "é"}\n'.encode("latin-1"), "line 1: byte 8 of the line is not UTF-8"),
        ('{"a": 1}\n'.encode("utf-16"), "UTF-16"),
        (b'{"a": "x\x00y"}\n', "NUL"),
        (b"\x00\x01\x02\n", "NUL"),
        (b'{"a": 1}\n{"a": 1, "b": 2, "a": 1}\n', 'line 2: the key "a" stands twice in one object'),
        (b'{"a": [{"b": 1, "\\u0062" : 2}]}\n', 'line 1: the key "b" stands twice in one object'),
        (b"[" * 100_000 + b"\n", "nested too deep"),
        (b'{"a": ' + b"9" * 5000 + b"}\n", "line 1"),
    ],
    ids=lambda value: value[:20] if isinstance(value, bytes) else None,
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "file.jsonl"
    path.write_bytes(content)
    with pytest.raises(InputError) as error:
        list(read_jsonl(path))
    assert message in str(error.value)
    assert str(path) in str(error.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        list(read_jsonl(tmp_path / "absent.jsonl"))


def test_a_directory_is_refused_with_the_files_in_it(tmp_path: Path) -> None:
    (tmp_path / "samples.jsonl").touch()
    with pytest.raises(InputError, match=r"directory.*samples\.jsonl"):
        list(read_jsonl(tmp_path))


def test_a_line_of_50_megabytes_is_read(tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl"
    path.write_text(json.dumps({"a": "x" * 50_000_000}) + "\n")
    ((number, row),) = read_jsonl(path)
    assert (number, len(row["a"])) == (1, 50_000_000)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"

    @given(st.dictionaries(st.text(), st.text() | st.none() | st.integers(-(2**60), 2**60)))
    def holds(row: dict) -> None:
        with written_atomically(path) as stream:
            stream.write(dumped(row | {"a": 1}) + "\n")
        if not any("\x00" in text for item in row.items() for text in item if isinstance(text, str)):
            assert [found for _, found in read_jsonl(path)] == [row | {"a": 1}]

    holds()


def test_the_same_key_in_different_objects_is_taken(tmp_path: Path) -> None:
    row = {"a": {"a": [{"a": 1}, {"a": 2}]}, "b": {"a": 3}}
    (tmp_path / "f.jsonl").write_text(json.dumps(row))
    assert list(read_jsonl(tmp_path / "f.jsonl")) == [(1, row)]


@pytest.mark.parametrize("command", [["grade", "f.jsonl", "-o", "out"], ["data", "show", "f.jsonl"]], ids=" ".join)
@pytest.mark.parametrize("key", ["answer", "\x1b"])
def test_a_key_that_stands_twice_is_told_by_file_line_and_key(tmp_path: Path, command: list[str], key: str) -> None:
    row = {"question": "q", "answer": "a", "response": "r", "language": "en", "domain": "Databases", "\x1b": 1}
    twice = json.dumps(row)[:-1] + f", {json.dumps(key)}: 2}}\n"
    (tmp_path / "f.jsonl").write_text(json.dumps(row) + "\n" + twice)
    finished = codesimpleqa(*command, folder=tmp_path)
    assert_clear_error(finished, f'f.jsonl, line 2: the key "{visible(key)}" stands twice')


def test_chinese_stays_readable_and_lone_surrogates_stay_valid() -> None:
    assert dumped({"a": "持久性"}) == '{"a": "持久性"}'
    assert dumped({"a": "\ud800"}).encode("utf-8") == b'{"a": "\\ud800"}'


def test_an_error_while_writing_keeps_the_old_file_and_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text("old")
    with pytest.raises(RuntimeError), written_atomically(path) as stream:
        stream.write("half")
        raise RuntimeError
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_pipe_stays_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    end = os.open(tmp_path / "pipe", os.O_RDWR)  # without a reader nobody can open it to write
    with written_atomically(tmp_path / "pipe") as stream:
        stream.write("through")
    assert (os.read(end, 100), (tmp_path / "pipe").is_fifo()) == (b"through", True)
    os.close(end)


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("target")
    for _ in range(2):  # first to a file that is not there yet
        with written_atomically(tmp_path / "link") as stream:
            stream.write("new")
        assert (tmp_path / "link").is_symlink() and (tmp_path / "target").read_text() == "new"


@pytest.mark.parametrize("name", ["absent/out.jsonl", "."])
def test_a_place_that_cannot_be_written_is_named_before_anything_runs(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError), written_atomically(tmp_path / name):
        pytest.fail("the block must not run")
