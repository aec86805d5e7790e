"""vLLM on the CPU, in an environment of its own: `make test-vllm`. Where vLLM is not installed nothing is collected."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from running import clean_environment
from tiny_model import make_tiny_model
from vllm_running import SMALL

if find_spec("vllm") is None:
    collect_ignore_glob = ["*"]

CONTEXT = 8192
"""Tokens: the judge's prompt takes about 3,000 with the tiny model's tokenizer."""


@pytest.fixture(scope="session")
def vllm_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a tiny Llama with the head size and the context that vLLM needs."""
    folder = make_tiny_model(tmp_path_factory.mktemp("vllm-model"), hidden_size=128, heads=2)
    for name, key in (("config.json", "max_position_embeddings"), ("tokenizer_config.json", "model_max_length")):
        path = folder / name
        path.write_text(json.dumps(json.loads(path.read_text()) | {key: CONTEXT}))
    return folder


@pytest.fixture(scope="session")
def vllm_server(vllm_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The base URL of a `vllm serve` that serves the tiny model as "tiny"."""
    folder = tmp_path_factory.mktemp("vllm-server")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    vllm = Path(sys.executable).with_name("vllm")
    arguments = ["serve", vllm_model, "--served-model-name", "tiny", "--host", "127.0.0.1", "--port", port]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            [str(a) for a in (vllm, *arguments)],
            cwd=folder,
            env=clean_environment(folder / ".cache", SMALL),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_for(f"http://127.0.0.1:{port}/health", server, folder / "log")
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        server.terminate()
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 300
    while time.monotonic() < end:
        assert server.poll() is None, log.read_text()
        try:
            urllib.request.urlopen(url, timeout=2).close()
            return
        except OSError:
            time.sleep(1)
    pytest.fail(f"vllm serve did not come up:\n{log.read_text()}")
