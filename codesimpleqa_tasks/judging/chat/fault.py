"""What can go wrong with a request, by kind: the kind decides whether and when it is tried again."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from enum import Enum
from http import HTTPStatus
from typing import Any

from codesimpleqa_tasks.visible import excerpt, visible


class Kind(Enum):
    """Kinds of faults."""

    KEY = "401, 402, 403, and an account without credit: wrong for all, unless others succeed meanwhile"
    ADDRESS = "404, 405 and redirections: no such model, or not a chat endpoint"
    REQUEST = "400, 413, 422: this very request is refused, such as a prompt that is too long"
    BUSY = "429, 503: come back later"
    SERVER = "other 5xx, and bodies that are truncated, not JSON, or an error"
    CONNECTION = "no connection, or one that broke off"
    TIMEOUT = "no answer in time"


class Fault(Exception):
    """A request that failed.

    `reason` is short and alike for alike faults; `detail` is what the server said, visible, with any key hidden;
    `retry_after` is in seconds. `parameter` is the one that the server says it refuses, if it says so.
    """

    def __init__(
        self,
        kind: Kind,
        reason: str,
        detail: str = "",
        retry_after: float | None = None,
        parameter: str | None = None,
    ) -> None:
        super().__init__(reason)
        self.kind = kind
        self.reason = reason
        self.detail = visible(detail)
        self.retry_after = retry_after
        self.parameter = parameter

    def again(self) -> Fault:
        """The same fault as a new exception: one that is raised many times would hold all the frames it passed."""
        return Fault(self.kind, self.reason, self.detail, self.retry_after, self.parameter)

    def __str__(self) -> str:
        return f"{self.reason}: {self.detail}" if self.detail else self.reason


def fault_of_status(status: int, headers: Mapping[str, str], body: bytes) -> Fault:
    """The fault that a response with a status other than 200 is."""
    detail, code, parameter = _said(body)
    kind = _kind(status, code)
    reason = f"the judge's endpoint answers {status} ({_phrase(status)})"
    if 300 <= status < 400 and headers.get("Location"):
        detail = f"it redirects to {headers['Location'].partition('?')[0]}"
    return Fault(kind, reason, detail, _retry_after(headers), parameter)


def _kind(status: int, code: str) -> Kind:
    if status in (401, 402, 403) or (status == 429 and code in {"insufficient_quota", "billing_not_active"}):
        return Kind.KEY
    if status in (429, 503, 529):
        return Kind.BUSY
    if status in (404, 405, 410) or 300 <= status < 400:
        return Kind.ADDRESS
    if status in (408, 409, 425) or status >= 500:
        return Kind.SERVER
    return Kind.REQUEST


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "no standard status"


def _said(body: bytes) -> tuple[str, str, str | None]:
    """What an error body says: its message, its code, the parameter that it names."""
    text = body[:20_000].decode("utf-8", "replace")
    try:
        value: Any = json.loads(text)
    except (ValueError, RecursionError):
        return _short(text), "", None
    error = value.get("error", value) if isinstance(value, dict) else value
    if not isinstance(error, dict):
        return _short(error if isinstance(error, str) else json.dumps(error, ensure_ascii=False)), "", None
    message = next((error[k] for k in ("message", "detail", "msg") if error.get(k)), error)
    message = message if isinstance(message, str) else json.dumps(message, ensure_ascii=False)
    parameter = error.get("param")
    return _short(message), str(error.get("code") or ""), parameter if isinstance(parameter, str) else None


def _short(text: str) -> str:
    return excerpt(" ".join(text.split()), 400)


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds until the server wants to be asked again (RFC 9110, 10.2.3, and the milliseconds some vendors add)."""
    try:
        if "Retry-After-Ms" in headers:
            return max(0.0, float(headers["Retry-After-Ms"]) / 1000)
        value = headers.get("Retry-After")
        if value is None:
            return None
        if value.strip().replace(".", "", 1).isdigit():
            return float(value)
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None
