"""Shared by every folder of tests."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import hypothesis
import pytest

from bot.settings import settings
from tests.fuzzing import FUZZ

if TYPE_CHECKING:
    from tests.conversations.bot import Bot

# Machines differ and load their caches on a first call; speed is measured by `make bench`, not here.
hypothesis.settings.register_profile("project", deadline=None)
hypothesis.settings.load_profile("project")
hypothesis.settings.register_profile(FUZZ, deadline=None, print_blob=True)


def pytest_collection_finish() -> None:
    """What was imported and collected stays until the end: looking through it for garbage again and again
    takes an eighth of the time of many."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


@pytest.fixture(scope="session")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    """The trained agent with its real actions. `make train` makes the model."""
    from tests.conversations.bot import Bot

    return Bot(settings().models, tmp_path_factory.mktemp("bot") / "guidance.db")
