"""Finding out with one cheap request whether a judge can work: key, model, address, parameters."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping

from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.judging.chat.address import models_address, proxy_for, shown
from codesimpleqa_tasks.judging.chat.client import ChatClient, Patience
from codesimpleqa_tasks.judging.chat.dialect import Asked, Dialect
from codesimpleqa_tasks.judging.chat.fault import Fault, Kind
from codesimpleqa_tasks.judging.chat.key import KEY_VARIABLES, ApiKey
from codesimpleqa_tasks.visible import excerpt

log = logging.getLogger("codesimpleqa")

_QUESTION = [{"role": "user", "content": "Reply with the single letter A."}]
_ROOM = 16
_PATIENCE = Patience(
    tries={kind: 3 for kind in Kind} | {Kind.REQUEST: 1, Kind.KEY: 1, Kind.ADDRESS: 1, Kind.TIMEOUT: 1},
    longest_pause=20.0,
)


async def try_endpoints(
    dialects: Mapping[str, Dialect], asked: Asked, key: ApiKey | None, timeout: float, judge: str
) -> None:
    """Ask each address once; what its server wants differently is remembered in its dialect.

    Raises InputError with what to do if an address cannot be used. A server that is only busy passes.
    """
    for address, dialect in dialects.items():
        try:
            async with ChatClient({address: dialect}, asked, key, 1, timeout, _PATIENCE, quiet=True) as client:
                await client.ask(_QUESTION, _ROOM)
        except Fault as fault:
            if fault.kind is Kind.BUSY:
                log.warning("%s: %s. The run begins all the same.", shown(address), fault)
                continue
            remedy = _remedy(fault, key)
            if fault.kind in (Kind.ADDRESS, Kind.REQUEST) and (models := await _served_models(address, key)):
                remedy = f"It serves: {', '.join(models)}."
            raise InputError(
                f"Judge {judge!r} cannot work with model {asked.model!r} at {shown(address)}: {fault}. {remedy}"
            ) from None


def _remedy(fault: Fault, key: ApiKey | None) -> str:
    if fault.kind is Kind.KEY:
        if key is None:
            return f"No key was sent: put one into the environment variable {KEY_VARIABLES[0]}."
        return f"The key came from the environment variable {key.variable}: check it."
    if fault.kind is Kind.ADDRESS:
        return "Check the model's name, and that the address ends as the server wants it, mostly in /v1."
    if fault.kind is Kind.CONNECTION:
        return "Check the address, and that the server is running."
    if fault.kind is Kind.TIMEOUT:
        return "Is the server still loading its model? A judge file can set a longer timeout."
    return "Check the model's name and the judge's settings, or look into the server's log."


async def _served_models(address: str, key: ApiKey | None) -> list[str]:
    """The first models that the endpoint lists; none if it does not say."""
    import aiohttp

    headers = {"Authorization": key.header()} if key is not None else {}
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10), headers=headers) as session,
            session.get(models_address(address), proxy=proxy_for(address), allow_redirects=False) as response,
        ):
            listed = (await response.json())["data"]
            names = [str(model["id"]) for model in listed][:8]
            return [excerpt(key.hidden_in(name) if key else name, 100) for name in names]
    except (aiohttp.ClientError, asyncio.TimeoutError, OSError, ValueError, KeyError, TypeError):
        return []
