"""Every conversation file is played."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conversations.bot import Bot
from tests.conversations.play import play

FOLDER = Path(__file__).parent
FILES = sorted(FOLDER.rglob("*.yml"))


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(FOLDER).with_suffix("")) for path in FILES])
def test_conversation(bot: Bot, path: Path) -> None:
    play(bot, path)
