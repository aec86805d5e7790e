"""How one server wants its requests: parameters that it refuses are renamed or left out, once, and remembered."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from codesimpleqa_tasks.judging.chat.fault import Fault, Kind

log = logging.getLogger("codesimpleqa")

Message = Mapping[str, str]


@dataclass(frozen=True)
class Asked:
    """What every request of a judge asks for beside its messages.

    `optional` holds parameters that are left out where a server refuses them, `fixed` those that the user
    wants as they are.
    """

    model: str
    optional: Mapping[str, Any] = field(default_factory=dict)
    fixed: Mapping[str, Any] = field(default_factory=dict)


class Dialect:
    """What is known of a server's wishes."""

    def __init__(self) -> None:
        self._room_name = "max_tokens"
        self._left_out: set[str] = set()
        self._settled = False

    def body(self, asked: Asked, messages: Sequence[Message], room: int) -> bytes:
        """The request for the reply to some messages as this server wants it; `room` is in tokens."""
        request: dict[str, Any] = {"model": asked.model, "messages": list(messages), self._room_name: room}
        request.update((name, value) for name, value in asked.optional.items() if name not in self._left_out)
        request.update(asked.fixed)
        return json.dumps(request).encode("ascii")

    def settle(self) -> None:
        """The server has taken a request: what it says from now on is about single requests."""
        self._settled = True

    def adapt(self, fault: Fault, sent: bytes, asked: Asked) -> bool:
        """True if the fault is about a parameter that can be changed, and the same request is worth another try."""
        if self._settled or fault.kind is not Kind.REQUEST:
            return False
        request = json.loads(sent)
        said = f"{fault.parameter or ''} {fault.detail}"
        names = [n for n in ("max_tokens", *asked.optional) if n in said and n in request and n not in asked.fixed]
        if fault.parameter in names:
            names = [fault.parameter]
        if not names:
            return False
        if names[0] == "max_tokens":
            if self._room_name == "max_tokens":
                self._room_name = "max_completion_tokens"
                log.info("The judge's endpoint wants max_completion_tokens instead of max_tokens.")
            return True
        if names[0] not in self._left_out:
            self._left_out.add(names[0])
            log.warning(
                "The judge's endpoint refuses %r: %r; it is left out from now on.", names[0], asked.optional[names[0]]
            )
        return True
