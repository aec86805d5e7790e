"""Making chat judges and candidates for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from scripted_server import Action, Script, ScriptedServer, says

from codesimpleqa_tasks.judging import Candidate, Grade, Judgement, JudgeSpecification
from codesimpleqa_tasks.judging.chat.client import Patience
from codesimpleqa_tasks.judging.chat.judge import ChatJudge
from codesimpleqa_tasks.questions import Language
from codesimpleqa_tasks.settings import Settings

HASTY = Patience(first_wait=0.01, longest_wait=0.05, longest_pause=5.0, connect_timeout=2.0)
"""Short waits: what is tested is what happens, not how long it takes."""

LETTERS = {"A": Grade.CORRECT, "B": Grade.INCORRECT, "C": Grade.NOT_ATTEMPTED}


def letter_of(item: str | None) -> str:
    """The verdict that the scripted judge has for an item: A, B and C in turn."""
    number = (item or "item-0").removeprefix("item-")
    return "ABC"[int(number) % 3 if number.isdigit() else 0]


def grade_of(item: str) -> Grade:
    """The grade of that verdict."""
    return LETTERS[letter_of(item)]


def answers(item: str | None, nth: int = 1) -> Action:
    """The script of a judge without faults."""
    return says(letter_of(item))


def only_for(item: str, *actions: Action) -> Script:
    """The script that does these things to one item, one after the other, and answers all else."""

    def script(asked: str | None, nth: int) -> Action:
        return actions[nth - 1] if asked == item and nth <= len(actions) else answers(asked)

    return script


def always(action: Action) -> Script:
    """The script that does the same to all, the preflight included."""
    return lambda item, nth: action


def candidates(count: int, start: int = 0) -> list[Candidate]:
    """Candidates whose items are item-0, item-1 and so on."""
    return [Candidate("Which keyword?", "def", f"item-{start + i}", Language.ENGLISH) for i in range(count)]


def chat_judge(
    server: ScriptedServer | str | None,
    *,
    patience: Patience = HASTY,
    settings: dict[str, Any] | None = None,
    **file: Any,
) -> ChatJudge:
    """A judge at that server; `file` is what its judge file says, `settings` what the run is set to."""
    url = server.base_url if isinstance(server, ScriptedServer) else server
    given = {"model": "scripted-model", "timeout": 5.0, **file}
    specification = JudgeSpecification("scripted", "chat", "", given, Path("scripted.yaml"))
    chosen = {"judgement_store": "off", "judge_base_url": url, **(settings or {})}
    return ChatJudge(specification, Settings(**chosen), patience)


def judged(judge: ChatJudge, items: Iterable[Candidate]) -> list[Judgement]:
    """All judgements."""
    return list(judge.judge(items))
