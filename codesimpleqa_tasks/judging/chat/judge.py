"""The judge that asks a chat model: one request for an answer, in most cases."""

from __future__ import annotations

import asyncio
import dataclasses
import threading
from collections import deque
from collections.abc import Coroutine, Iterable, Iterator
from itertools import islice
from typing import Any

from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.judging.chat.address import chat_address
from codesimpleqa_tasks.judging.chat.client import ChatClient, Patience
from codesimpleqa_tasks.judging.chat.dialect import Asked, Dialect
from codesimpleqa_tasks.judging.chat.fault import Fault
from codesimpleqa_tasks.judging.chat.key import ApiKey, api_key
from codesimpleqa_tasks.judging.chat.ordered import Slot, Workers
from codesimpleqa_tasks.judging.chat.preflight import try_endpoints
from codesimpleqa_tasks.judging.grade import Candidate, Grade, Judgement
from codesimpleqa_tasks.judging.specification import JudgeSpecification
from codesimpleqa_tasks.judging.store import JudgementStore, judgement_key, open_store
from codesimpleqa_tasks.judging.usage import Usage
from codesimpleqa_tasks.settings import Settings

_CHUNK = 128
"""Candidates that are looked up in the store, and handed to the workers, together."""
_AHEAD = 4096
"""Judgements that may be waiting for an earlier one: what a slow reply holds up, and what bounds the memory."""
