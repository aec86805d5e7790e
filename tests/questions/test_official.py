"""Fetching the published file: checked, cached, and never half there."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.questions import load_questions, official


class Scripted:
    """A web server that answers every request in one way."""

    def __init__(self) -> None:
        self.body, self.status, self.claimed_length = b"", 200, None
        scripted = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(scripted.status)
                self.send_header("Content-Length", str(scripted.claimed_length or len(scripted.body)))
                self.end_headers()
                self.wfile.write(scripted.body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/file.jsonl"


@pytest.fixture
def web() -> Iterator[Scripted]:
    scripted = Scripted()
    thread = threading.Thread(target=scripted.server.serve_forever, daemon=True)
    thread.start()
    yield scripted
    scripted.server.shutdown()
    thread.join()


def test_the_published_file_is_fetched_checked_and_cached(web: Scripted, published_file: Path) -> None:
    web.body = published_file.read_bytes()
    path = official.fetch(web.url)
    assert path == official.cache_path()
    assert len(load_questions("official").questions) == 1498


def test_another_file_is_refused_and_not_cached(web: Scripted) -> None:
    web.body = (
        b'{"question": "q?", "answer": "a", "domain": ["Databases", "x"], '
        b'"programming_language": "sql", "human_language": "english"}\n'
    )
    with pytest.raises(InputError, match="1 English and 0 Chinese"):
        official.fetch(web.url)
    assert not official.cache_path().exists()


@pytest.mark.parametrize(
    ("status", "body", "claimed_length"),
    [(404, b"no", None), (500, b"", None), (200, b"{}", 5000), (200, b"\xff\xfe\x00", None), (200, b"<html>", None)],
    ids=["not found", "server error", "cut off", "no UTF-8", "a web page"],
)
def test_a_failed_download_says_so_and_leaves_no_file(web: Scripted, status, body, claimed_length) -> None:
    web.status, web.body, web.claimed_length = status, body, claimed_length
    with pytest.raises(InputError):
        official.fetch(web.url)
    assert not [p for p in official.cache_path().parent.rglob("*") if p.is_file()]


def test_without_network_the_message_says_where_to_put_the_file_by_hand() -> None:
    with pytest.raises(InputError) as error:
        official.fetch("http://127.0.0.1:9/file.jsonl")  # the discard port: nothing listens
    assert str(official.cache_path()) in str(error.value)
    assert "http://127.0.0.1:9/file.jsonl" in str(error.value)


def test_a_file_put_there_by_hand_is_used(published_file: Path) -> None:
    official.cache_path().parent.mkdir(parents=True)
    official.cache_path().write_bytes(published_file.read_bytes())
    assert len(load_questions("official").questions) == 1498


def test_a_failed_fetch_keeps_the_file_that_was_there(web: Scripted) -> None:
    official.cache_path().parent.mkdir(parents=True)
    official.cache_path().write_text("kept")
    web.body = b"{}"
    with pytest.raises(InputError):
        official.fetch(web.url)
    assert official.cache_path().read_text() == "kept"


def test_the_pinned_commit_is_in_the_address() -> None:
    assert official.COMMIT in official.URL and len(official.COMMIT) == 40
