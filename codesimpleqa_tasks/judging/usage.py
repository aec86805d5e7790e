"""What judging took: requests, tokens and, where the user gives prices, money."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from codesimpleqa_tasks.counts import counted


@dataclass(frozen=True)
class Prices:
    """What a judge model costs per million tokens, in the user's own currency."""

    input: float
    output: float
    currency: str = "USD"


@dataclass
class Usage:
    """What a judge has used since it was made. Counted up by one thread; may be read by others.

    `requests` are those that were answered, and so are paid for; `from_store` counts judgements that needed
    none; `faults` counts failed requests by reason.
    """

    requests: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    from_store: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    prices: Prices | None = None

    def count(self, prompt_tokens: int, completion_tokens: int) -> None:
        """Count an answered request."""
        self.requests += 1
        self.prompt_tokens += prompt_tokens
        self.completion_tokens += completion_tokens

    @property
    def cost(self) -> float | None:
        """What the tokens cost, or None without prices."""
        if self.prices is None:
            return None
        return (self.prompt_tokens * self.prices.input + self.completion_tokens * self.prices.output) / 1e6

    def since(self, earlier: Usage) -> Usage:
        """What has been used since an earlier copy of this was taken."""
        return Usage(
            self.requests - earlier.requests,
            self.prompt_tokens - earlier.prompt_tokens,
            self.completion_tokens - earlier.completion_tokens,
            self.from_store - earlier.from_store,
            self.faults - earlier.faults,
            self.prices,
        )

    def copy(self) -> Usage:
        """What has been used up to now."""
        return self.since(Usage())

    def as_dict(self) -> dict[str, Any]:
        """For results files: "requests", "prompt_tokens", "completion_tokens", "from_store", "faults" and "cost"."""
        record: dict[str, Any] = {
            "requests": self.requests,
            "prompt_tokens": self.prompt_tokens,
            "completion_tokens": self.completion_tokens,
            "from_store": self.from_store,
            "faults": dict(self.faults),
        }
        if self.prices is not None:
            record |= {"cost": round(self.cost or 0.0, 6), "currency": self.prices.currency}
        return record

    def __str__(self) -> str:
        """One line for people."""
        parts = [
            counted(self.requests, "request"),
            f"{self.prompt_tokens:,} + {counted(self.completion_tokens, 'token')}",
        ]
        if self.prices is not None:
            parts.append(f"{self.cost:,.4g} {self.prices.currency}")
        if self.from_store:
            parts.append(f"{counted(self.from_store, 'judgement')} from the store")
        if self.faults:
            parts.append(counted(sum(self.faults.values()), "failed request"))
        return ", ".join(parts)


def details_of(judge: object) -> dict[str, Any]:
    """What a judge that is made of others can tell of them: a panel its agreement, a cascade who graded how many.

    Empty for every other judge.
    """
    details = getattr(judge, "details", None)
    return {judge.specification.name: details()} if callable(details) else {}  # type: ignore[attr-defined]


def usage_of(judge: object) -> dict[str, Usage]:
    """What a judge has used up to now, by the name of each judge that uses anything.

    A judge that is made of others has them in `judges`; one that uses anything counts it in `usage`.
    """
    found: dict[str, Usage] = {}
    for member in getattr(judge, "judges", ()):
        found |= usage_of(member)
    usage = getattr(judge, "usage", None)
    if isinstance(usage, Usage):
        found[judge.specification.name] = usage.copy()  # type: ignore[attr-defined]
    return found
