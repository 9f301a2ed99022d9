"""The acceptance conversations are short enough: at most nine turns, a red flag in the very next message."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot import clock
from tests.conversations.bot import Bot
from tests.conversations.play import Conversation, _moment

FILES = sorted((Path(__file__).parent / "acceptance").glob("*.yml"))
_MOST_TURNS = 9


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_it_takes_at_most_nine_turns(path: Path) -> None:
    turns = yaml.safe_load(path.read_text(encoding="utf-8"))["turns"]
    assert len([turn for turn in turns if "start" not in turn]) <= _MOST_TURNS


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_a_red_flag_is_acted_on_in_the_very_next_message(bot: Bot, path: Path) -> None:
    """As soon as the case holds a red flag or danger, that reply begins with the action."""
    script = yaml.safe_load(path.read_text(encoding="utf-8"))
    now = _moment(script.get("now"))
    clock.use(lambda: now)
    try:
        conversation = Conversation(bot, now)
        known: set[str] = set()
        for turn in script["turns"]:
            conversation.take({key: value for key, value in turn.items() if key != "expect"})
            flags = _red_flags(bot, conversation)
            if flags - known:
                assert conversation.messages[0]["kind"] == "answer"
                assert conversation.messages[0]["red_flag"]
            known |= flags
    finally:
        clock.use(None)


def _red_flags(bot: Bot, conversation: Conversation) -> set[str]:
    from bot.rasa_bridge.resources import content

    case = bot.case(conversation._id)
    present = {one["indicator"] for one in case["proposals"] if one["status"] == "present"}
    return {key for key in present if content().indicators[key].red_flag}
