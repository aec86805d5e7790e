"""From a base URL to the address that chat requests go to."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from codesimpleqa_tasks.errors import InputError

_COMPLETIONS = "/chat/completions"


def chat_address(base_url: str, said_by: str) -> str:
    """The address of chat completions under a base URL such as http://127.0.0.1:8000/v1.

    Raises InputError, naming who gave it, if it is no http(s) address or holds credentials.
    """
    url = base_url.strip()
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        usable = False
    if usable and ("@" in parts.netloc):
        raise InputError(
            f"{said_by}: the address holds a user name or password, which would end up in logs. "
            f"Put a key into the environment instead."
        )
    if not usable or any(c.isspace() for c in url):
        raise InputError(
            f"{said_by}: {_shown(url)!r} is no address; write it with scheme and port, "
            f"such as http://127.0.0.1:8000/v1."
        )
    path = parts.path.rstrip("/")
    if not path.endswith(_COMPLETIONS):
        path += _COMPLETIONS
    return parts._replace(path=path, fragment="").geturl()


def shown(address: str) -> str:
    """An address as it may stand in messages: without its query, which can hold a key."""
    return address.partition("?")[0]


def models_address(address: str) -> str:
    """Where the endpoint of a chat address lists its models."""
    return address.replace(_COMPLETIONS, "/models", 1)


def proxy_for(address: str) -> str | None:
    """The proxy that the environment asks for; none for this machine itself, where there is no way through one."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if _is_loopback(host) or proxy_bypass(host):
        return None
    proxies = getproxies()
    return proxies.get(parts.scheme) or proxies.get("all")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _shown(url: str) -> str:
    return shown(url) if "@" not in url else "..." + url[url.rindex("@") :]
