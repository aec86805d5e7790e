"""The judge of kind vllm where there is no vLLM; with it: tests/with_vllm."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.judging import Candidate, Grade, load_judge
from codesimpleqa_tasks.judging.vllm_judge import CUT_OFF, TOO_LONG, VllmJudge
from codesimpleqa_tasks.questions import Language
from codesimpleqa_tasks.settings import Settings


def test_without_a_model_the_run_ends_before_it_begins() -> None:
    with pytest.raises(InputError, match="CODESIMPLEQA_JUDGE_MODEL"):
        load_judge(Settings(judge="vllm")).preflight()


@pytest.mark.skipif(find_spec("vllm") is not None, reason="vLLM is installed here")
def test_without_vllm_it_says_what_to_install_or_use_instead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "vllm").mkdir()  # a checkout of vLLM in the working directory is no installation
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(InputError, match=r"pip install vllm.*selfhosted"):
        load_judge(Settings(judge="vllm", judge_model="m")).preflight()


class Engine:
    """Stands for vLLM's LLM: says of each answer what the answer asks for; refuses a batch that holds "long"."""

    def __init__(self) -> None:
        self.batches: list[int] = []

    def chat(self, asked: list[Any], sampling: str, **_: Any) -> list[Any]:
        self.batches.append(len(asked))
        texts = [messages[-1]["content"] for messages in asked]
        if any("\nlong\n" in text for text in texts):
            raise ValueError("the prompt is too long")
        return [self._output(text, constrained=sampling == "constrained") for text in texts]

    def _output(self, text: str, constrained: bool) -> Any:
        chatty, cut = "\nchatty\n" in text, "\ncut\n" in text
        said = "C" if constrained else "Let me see." if chatty else "A would" if cut else "B"
        finish = "length" if cut and not constrained else "stop"
        reply = SimpleNamespace(text=said, token_ids=[1], finish_reason=finish)
        return SimpleNamespace(outputs=[reply], prompt_token_ids=[1, 2, 3])


def judge(monkeypatch: pytest.MonkeyPatch, folder: Path, **file: Any) -> tuple[VllmJudge, Engine]:
    engine = Engine()
    monkeypatch.setattr(VllmJudge, "_engine_started", lambda self: engine)
    monkeypatch.setattr(VllmJudge, "_sampling", lambda self, constrained: "constrained" if constrained else "free")
    path = folder / "mine.yaml"
    path.write_text("kind: vllm\nmodel: m\n" + "".join(f"{key}: {value}\n" for key, value in file.items()))
    made = load_judge(Settings(judge=str(path), judgement_store=str(folder / "store")))
    assert isinstance(made, VllmJudge)
    return made, engine


def answers(*texts: str) -> list[Candidate]:
    return [Candidate("Which?", "def", text, Language.ENGLISH) for text in texts]


def test_answers_are_asked_about_a_batch_at_a_time_and_each_only_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, engine = judge(monkeypatch, tmp_path, batch=3, constrained="false")
    grades = [j.grade for j in made.judge(answers("a", "b", "a", "c", "d", "e", "f"))]
    assert grades == [Grade.INCORRECT] * 7
    assert engine.batches == [2, 3, 1]
    list(made.judge(answers("f", "e")))
    assert engine.batches == [2, 3, 1]
    assert (made.usage.requests, made.usage.prompt_tokens, made.usage.from_store) == (6, 18, 2)


def test_a_reply_that_cannot_be_read_or_is_cut_off_is_asked_for_again_held_to_the_letters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, engine = judge(monkeypatch, tmp_path, constrained="false")
    assert [j.grade for j in made.judge(answers("x", "chatty", "cut"))] == [
        Grade.INCORRECT,
        Grade.NOT_ATTEMPTED,
        Grade.NOT_ATTEMPTED,
    ]
    assert engine.batches == [3, 2]


def test_a_prompt_that_is_too_long_leaves_only_its_own_answer_ungraded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, _ = judge(monkeypatch, tmp_path)
    judgements = list(made.judge(answers("x", "long", "y")))
    assert [j.grade for j in judgements] == [Grade.NOT_ATTEMPTED, Grade.UNGRADED, Grade.NOT_ATTEMPTED]
    assert judgements[1].reason == TOO_LONG != CUT_OFF
