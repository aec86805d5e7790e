"""The judge that asks a chat model: in most cases one request for an answer."""

from __future__ import annotations

import dataclasses
import os
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice

from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.judging.chat.address import chat_address
from codesimpleqa_tasks.judging.chat.client import ChatClient, Patience
from codesimpleqa_tasks.judging.chat.dialect import Asked, Dialect
from codesimpleqa_tasks.judging.chat.fault import Fault
from codesimpleqa_tasks.judging.chat.key import ApiKey, api_key
from codesimpleqa_tasks.judging.chat.ordered import Slot, Workers, in_thread
from codesimpleqa_tasks.judging.chat.preflight import try_endpoints
from codesimpleqa_tasks.judging.chat.settings import ChatSettings
from codesimpleqa_tasks.judging.grade import Candidate, Grade, Judgement
from codesimpleqa_tasks.judging.specification import JudgeSpecification
from codesimpleqa_tasks.judging.store import judgement_key, open_store
from codesimpleqa_tasks.judging.usage import Usage
from codesimpleqa_tasks.judging.verdict import read_verdict
from codesimpleqa_tasks.settings import Settings

_CHUNK = 128
"""Candidates that are looked up in the store, and handed to the workers, together."""
_AHEAD = 4096
"""Judgements that may wait for an earlier one: what a slow reply holds up, and what bounds the memory."""
_MORE_ROOM = 4
"""How much more room a reply gets when it was cut off."""
_MOST_ENLARGEMENTS = 2


class ChatJudge:
    """Grades answers by asking a chat model at any endpoint that speaks the OpenAI protocol.

    `usage` counts what it took, over all calls of `judge`.
    """

    def __init__(self, specification: JudgeSpecification, settings: Settings, patience: Patience | None = None) -> None:
        """Raises InputError if the specification does not hold. Key and address are looked at by `preflight`."""
        self._chat = ChatSettings.of(specification)
        self._model = settings.judge_model or self._chat.model
        self._settings = settings
        self._patience = patience
        self._room = self._chat.max_tokens
        self._dialects: dict[str, Dialect] = {}
        self.specification = dataclasses.replace(specification, settings=self._chat.bearing_on_grades(self._model))
        self.usage = Usage(prices=self._chat.prices)

    def preflight(self) -> None:
        """One cheap request to each address. Raises InputError if key, model or address cannot be used."""
        dialects, asked, key = self._endpoint()
        in_thread(try_endpoints(dialects, asked, key, self._chat.timeout, self.specification.name))

    def judge(self, candidates: Iterable[Candidate]) -> Iterator[Judgement]:
        """One judgement for each candidate, in their order; those that the store has are not asked for.

        Raises InputError if there is no model, address or usable key.
        """
        dialects, asked, key = self._endpoint()
        concurrency = self._settings.concurrency or self._chat.concurrency
        running: dict[bytes, Slot[Judgement]] = {}
        window: deque[Slot[Judgement]] = deque()
        source = iter(candidates)
        sha256 = self.specification.sha256

        def client() -> ChatClient:
            return ChatClient(dialects, asked, key, concurrency, self._chat.timeout, self._patience, self.usage)

        async def grade(client: ChatClient, item: tuple[bytes, Candidate]) -> Judgement:
            try:
                judgement = await self._grade(client, item[1], key)
                store.put(item[0], judgement)
                return judgement
            finally:
                running.pop(item[0], None)  # after put: whoever no longer finds it here finds it in the store

        # Twice as many as requests in flight, so that those that wait before another try hold nobody up.
        workers = Workers(client, grade, max(8, 2 * concurrency))
        with open_store(self._settings, f"{self._model} {sha256[:12]}") as store:
            try:
                while chunk := list(islice(source, _CHUNK)):
                    keys = [judgement_key(sha256, candidate) for candidate in chunk]
                    known = {k: slot for k in keys if (slot := running.get(k)) is not None}
                    stored = store.get_many([k for k in keys if k not in known] if known else keys)
                    self.usage.from_store += len(stored)
                    fresh = []
                    for k, candidate in zip(keys, chunk):
                        slot = known.get(k)
                        if slot is None:
                            slot = known[k] = Slot(stored.get(k))
                            if not slot.done:
                                running[k] = slot
                                fresh.append(((k, candidate), slot))
                        window.append(slot)
                    workers.submit(fresh)
                    while len(window) > _AHEAD or (window and window[0].done):
                        yield workers.result(window.popleft())
                while window:
                    yield workers.result(window.popleft())
            finally:
                workers.close()

    async def _grade(self, client: ChatClient, candidate: Candidate, key: ApiKey | None) -> Judgement:
        """Ask until there is a clear verdict: once more for one that cannot be read, with more room for one cut off."""
        messages = self._chat.messages(candidate)
        room = self._room
        enlargements = 0
        unreadable = False
        while True:
            try:
                reply = await client.ask(messages, room)
            except Fault as fault:
                return Judgement(Grade.UNGRADED, fault.detail, reason=fault.reason)
            shown = key.hidden_in(reply.content) if key is not None else reply.content
            if reply.cut_off or not reply.content.strip():
                if enlargements == _MOST_ENLARGEMENTS or (enlargements and not reply.cut_off):
                    reason = "the judge's reply is cut off" if reply.cut_off else "the judge's reply is empty"
                    return Judgement(Grade.UNGRADED, shown, reason=reason)
                enlargements += 1
                room = max(self._room, room * _MORE_ROOM)
                continue
            grade = read_verdict(reply.content)
            if grade is not None:
                if enlargements:
                    self._room = max(self._room, room)  # the others will need it too
                return Judgement(grade, shown)
            if unreadable:
                return Judgement(Grade.UNGRADED, shown, reason="the judge's reply holds no clear verdict")
            unreadable = True

    def _endpoint(self) -> tuple[dict[str, Dialect], Asked, ApiKey | None]:
        name = self.specification.path
        if not self._model:
            raise InputError(f'{name}: no model is named; give "model" there, or set CODESIMPLEQA_JUDGE_MODEL.')
        if self._settings.judge_base_url:
            urls, said_by = self._settings.judge_base_url.replace(",", " ").split(), "judge_base_url"
        elif self._chat.base_url:
            urls, said_by = list(self._chat.base_url), f'{name}, "base_url"'
        else:
            urls, said_by = os.environ.get("OPENAI_BASE_URL", "").replace(",", " ").split(), "OPENAI_BASE_URL"
        if not urls:
            raise InputError(
                f"{name}: no address is given; set CODESIMPLEQA_JUDGE_BASE_URL (such as http://127.0.0.1:8000/v1), "
                f'or give "base_url" there.'
            )
        for url in urls:
            self._dialects.setdefault(chat_address(url, said_by), Dialect())
        return self._dialects, self._chat.asked(self._model), api_key(self._chat.api_key_env)
