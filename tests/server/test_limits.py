"""How much may be asked in a minute."""

from __future__ import annotations

import pytest

from bot.channels.limits import Limits, TooMany, TurnLimits
from bot.shared.in_process import InProcess
from tests.running import run_async


def test_one_conversation_has_a_limit_and_all_together_have_one() -> None:
    now = [0.0]
    limits = TurnLimits(Limits(InProcess(lambda: now[0])), one=2, all_together=5)

    async def turns() -> None:
        for conversation in ("a", "a", "b", "b"):
            await limits.admit(conversation)
        with pytest.raises(TooMany, match="in a short time"):
            await limits.admit("a")
        await limits.admit("c")
        with pytest.raises(TooMany, match="Many people"):
            await limits.admit("d")
        now[0] = 61
        await limits.admit("a")

    run_async(turns())


def test_a_refusal_says_when_to_come_back() -> None:
    assert TooMany("").headers == {"Retry-After": "60"}


def test_any_key_can_be_counted() -> None:
    limits = Limits(InProcess(lambda: 0.0))

    async def ask() -> list[bool]:
        return [await limits.allow("key:abc", 2) for _ in range(3)]

    assert run_async(ask()) == [True, True, False]
