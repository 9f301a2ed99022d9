"""Shared by every folder of tests."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from bot.settings import settings
from tests.fuzzing import FUZZ

if TYPE_CHECKING:
    from tests.conversations.bot import Bot

_HERE = Path(__file__).parent

# Machines differ and load their caches on a first call; speed is measured by `make bench`, not here.
hypothesis.settings.register_profile("project", deadline=None)
hypothesis.settings.load_profile("project")
hypothesis.settings.register_profile(FUZZ, deadline=None, print_blob=True)


# folders whose tests share what takes seconds to start, such as a server; they and the slowest begin
_TOGETHER = ("browser", "server", "teams", "conversations", "training", "api", "insight")
_FIRST = (*_TOGETHER, "scale", "faults", "privacy")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that share what is costly to start stay in one process, others with the rest of their file."""
    for item in items:
        folder = _folder(item)
        group = folder if folder in _TOGETHER else str(item.path.relative_to(_HERE))
        item.add_marker(pytest.mark.xdist_group(group))
    order = {folder: place for place, folder in enumerate(_FIRST)}
    items.sort(key=lambda item: order.get(_folder(item), len(order)))


def _folder(item: pytest.Item) -> str:
    return item.path.relative_to(_HERE).parts[0]


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
