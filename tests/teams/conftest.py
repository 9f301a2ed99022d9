"""Shared by the tests of the cards."""

from __future__ import annotations

import pytest

from tests.conversations.bot import Bot
from tests.teams.replies import Reply, played


@pytest.fixture(scope="session")
def conversations(bot: Bot) -> list[list[Reply]]:
    """Some conversations, each as its replies in order."""
    return played(bot)


@pytest.fixture(scope="session")
def replies(conversations: list[list[Reply]]) -> list[Reply]:
    """All their replies."""
    return [reply for conversation in conversations for reply in conversation]
