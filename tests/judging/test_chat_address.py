"""Addresses and proxies."""

from __future__ import annotations

import pytest

from codesimpleqa_tasks.judging.chat.address import chat_address, models_address, proxy_for, shown


@pytest.mark.parametrize(
    ("base_url", "address"),
    [
        ("http://127.0.0.1:8000/v1", "http://127.0.0.1:8000/v1/chat/completions"),
        ("http://127.0.0.1:8000/v1/", "http://127.0.0.1:8000/v1/chat/completions"),
        (" https://host/api/openai ", "https://host/api/openai/chat/completions"),
        ("https://host/v1/chat/completions", "https://host/v1/chat/completions"),
        ("https://host/v1?api-version=3", "https://host/v1/chat/completions?api-version=3"),
        ("http://[::1]:8000/v1", "http://[::1]:8000/v1/chat/completions"),
    ],
)
def test_where_chat_requests_go(base_url: str, address: str) -> None:
    assert chat_address(base_url, "test") == address


def test_the_models_are_listed_beside_and_messages_show_no_query() -> None:
    assert models_address("https://host/v1/chat/completions?k=1") == "https://host/v1/models?k=1"
    assert shown("https://host/v1/chat/completions?k=secret") == "https://host/v1/chat/completions"


@pytest.mark.parametrize(
    ("address", "proxy"),
    [
        ("https://judge.example/v1", "http://proxy:3128"),
        ("http://judge.example/v1", None),
        ("https://inside.example/v1", None),
        ("https://127.0.0.1:8000/v1", None),
        ("https://localhost:8000/v1", None),
        ("https://[::1]:8000/v1", None),
    ],
)
def test_the_proxy_of_the_environment_is_used_but_never_for_this_machine(
    address: str, proxy: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("https_proxy", "http://proxy:3128")
    monkeypatch.setenv("no_proxy", "inside.example")
    assert proxy_for(address) == proxy
