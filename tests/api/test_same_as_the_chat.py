"""The API says what the web chat says: the same facts give the same words."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot import clock
from bot.api.facts import facts_of
from bot.api.guidance import guidance
from bot.content.load import Content
from bot.dialogue.case import from_dict
from bot.dialogue.message import to_dict
from bot.reading import Reader
from tests.conversations.bot import Bot
from tests.conversations.play import TUESDAY_MORNING, Conversation

CONVERSATIONS = Path(__file__).parents[1] / "conversations"
FILES = [
    path
    for folder in ("happy_path", "danger_in_the_middle", "change_an_answer", "challenge")
    for path in sorted((CONVERSATIONS / folder).glob("*.yml"))
]


@pytest.mark.parametrize("path", FILES, ids=[f"{path.parent.name}/{path.stem}" for path in FILES])
def test_the_facts_of_a_conversation_get_its_answer(
    bot: Bot, content: Content, reader: Reader, path: Path
) -> None:
    clock.use(lambda: TUESDAY_MORNING)
    try:
        talk = Conversation(bot, TUESDAY_MORNING)
        for turn in yaml.safe_load(path.read_text("utf-8"))["turns"]:
            talk.take({key: value for key, value in turn.items() if key != "expect"})
            for said in map(_whole_answer, talk.messages):
                if said:
                    facts = facts_of(from_dict(talk.case), content)
                    reply, _ = guidance(facts, None, content, reader, TUESDAY_MORNING)
                    assert to_dict(reply.messages[0]) == said
    finally:
        clock.use(None)


def _whole_answer(message: dict[str, object]) -> dict[str, object] | None:
    sections = message.get("sections", ()) if message["kind"] == "answer" else ()
    return message if any(section["id"] == "why" for section in sections) else None  # type: ignore[attr-defined]
