"""Input that does not fit in a YAML line: it is answered, and nothing else is done."""

from __future__ import annotations

import pytest

from bot import clock
from tests.conversations.bot import Bot
from tests.conversations.play import TUESDAY_MORNING, Conversation, Unexpected


@pytest.fixture
def talk(bot: Bot):
    """A new conversation, in which a worry is being worked through."""
    clock.use(lambda: TUESDAY_MORNING)
    conversation = Conversation(bot, TUESDAY_MORNING)
    conversation.take({"start": True})
    conversation.take({"choose": "Work through a worry"})
    conversation.take({"choose": ["Bolton", "5 to 9"]})
    yield conversation
    clock.use(None)


def test_twenty_thousand_characters_are_cut_and_the_practitioner_is_told(talk: Conversation) -> None:
    story = "He told me that his dad punched him and he has a black eye. "
    talk.take({"say": story + "And then we went on with the lesson as usual. " * 450})
    assert "so I read the first part only" in talk.text
    assert "Act now" in talk.text.capitalize() or "ACT NOW" in talk.text
    assert talk.asked["question"] == "urgent"


def test_twenty_thousand_letters_are_no_answer_and_no_crash(talk: Conversation) -> None:
    talk.take({"say": "a" * 20_000})
    assert talk.asked["question"] == "tell"


@pytest.mark.parametrize(
    "text",
    [
        "a1 " * 7_000,
        "1, " * 7_000,
        "(" * 20_000,
        "\\" * 500,
        "\u202e\u200b\u0000 ",
        "{front_door} {0} %s %(x)s ${jndi}",
        "../../etc/passwd",
        "=cmd|' /C calc'!A0",
        "🙂" * 5_000,
        "𝕙𝕖 𝕨𝕒𝕤 𝕙𝕚𝕥",
    ],
    ids=lambda text: text[:12],
)
def test_nothing_breaks_the_conversation(talk: Conversation, text: str) -> None:
    talk.take({"say": text})
    assert "Something went wrong" not in talk.text
    assert talk.asked["question"]
    talk.take({"say": "he is often late for school"})
    assert talk.asked["question"] == "confirm"


def test_the_same_odd_input_again_and_again_is_never_a_dead_end(talk: Conversation) -> None:
    said = set()
    for _ in range(6):
        talk.take({"say": "?!?!"})
        said.add(talk.text)
        assert talk.asked["question"] == "tell"
        assert talk.asked["options"]
    assert len(said) > 1


def test_a_choice_must_be_one_that_is_shown(talk: Conversation) -> None:
    with pytest.raises(Unexpected):
        talk.take({"choose": "Delete everything"})
