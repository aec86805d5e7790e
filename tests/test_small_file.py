"""Files that users write, judges and prompts: read within bounds, and only where they are files or pipes."""

from __future__ import annotations

import os
import subprocess
import threading
from pathlib import Path

import pytest
from running import REPOSITORY, assert_clear_error, codesimpleqa

from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.judging import load_judge
from codesimpleqa_tasks.settings import Settings
from codesimpleqa_tasks.small_file import MOST_BYTES, read_small_text

TEMPLATE = "{{question}} {{gold}} {{answer}} {{code}}"
endless = pytest.mark.skipif(not Path("/dev/zero").is_char_device(), reason="no /dev/zero here")


@pytest.mark.parametrize(
    ("content", "text"),
    [(b"a\r\nb\rc\n", "a\nb\nc\n"), ("键: 值".encode(), "键: 值"), (b"x" * MOST_BYTES, "x" * MOST_BYTES)],
    ids=["any line ends", "Chinese", "as large as may be"],
)
def test_text_is_read_as_it_stands(tmp_path: Path, content: bytes, text: str) -> None:
    (tmp_path / "f").write_bytes(content)
    assert read_small_text(tmp_path / "f") == text


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"\xff", "not UTF-8 text"), (b"x" * (MOST_BYTES + 1), "larger than 1 MB")],
    ids=["no UTF-8", "too large"],
)
def test_what_is_no_such_text_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "f").write_bytes(content)
    with pytest.raises(InputError, match=said) as error:
        read_small_text(tmp_path / "f", "the template")
    assert str(error.value).startswith("the template: ")


@pytest.mark.parametrize(("name", "said"), [("absent", "no such file"), (".", "Is a directory"), ("f/x", "Not a dir")])
def test_what_is_not_there_is_named(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "f").touch()
    with pytest.raises(InputError, match=said):
        read_small_text(tmp_path / name)


@endless
def test_a_judge_file_without_end_is_refused(tmp_path: Path) -> None:
    (tmp_path / "zero.yaml").symlink_to("/dev/zero")
    for name in ("/dev/zero", "zero.yaml"):
        finished = codesimpleqa("judges", "show", name, folder=tmp_path, timeout=60)
        assert_clear_error(finished, f"{name}: this is a device")


@endless
def test_a_prompt_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("kind: chat\nprompts: {en: /dev/zero}\n")
    with pytest.raises(InputError, match=r'mine\.yaml: "prompts: en": the prompt template /dev/zero: this is a device'):
        load_judge(Settings(judge=str(path)))


def test_a_pipe_without_end_is_read_no_further_than_a_file_may_reach() -> None:
    with subprocess.Popen(["yes"], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        with pytest.raises(InputError, match="larger than 1 MB"):
            read_small_text(Path(f"/dev/fd/{process.stdout.fileno()}"))


def test_a_judge_file_can_come_through_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    content = (REPOSITORY / "judges" / "rule.yaml").read_text(encoding="utf-8")
    writer = threading.Thread(target=(tmp_path / "pipe.yaml").write_text, args=(content,), daemon=True)
    writer.start()
    shown = codesimpleqa("judges", "show", "pipe.yaml", folder=tmp_path, timeout=60)
    assert (shown.returncode, "kind: rule" in shown.stdout) == (0, True), shown.stderr
    writer.join(10)
