"""Who a child is never changes what is suggested: the same story with another word for ethnicity, sex,
faith, disability or apparent age gives the same level, routes, urgency and signs.

Checked in the command line's reading (``bot.ask``) and in whole conversations.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest

from bot import clock
from bot.ask import Asker
from tests import project
from tests.conversations.bot import Bot
from tests.conversations.play import Conversation

NOW = datetime(2026, 3, 10, 10, 30, tzinfo=clock.ENGLAND)

# {who} is described in the swaps; {he}, {his} and {him} follow the sex.
STORIES = {
    "belt": "I'm a teacher in Bolton. A {who} of 9 told me that {his} stepdad hits {him} with a belt.",
    "unseen": "I'm a health visitor in Walsall. A {who} of 7 has not been seen by anyone for two months. "
    "The parents would not let me in again.",
    "missing": "Youth worker in Wigan. A {who} of 14 is missing since last night and {he} is not answering.",
    "debts": "Youth worker in Bolton. A {who} of 15 has two phones and new trainers, {he} owes money to "
    "older lads and {he} carries packages for them.",
    "suicidal": "School nurse in Wigan. A {who} of 13 says {he} wants to die and {he} has tablets saved up.",
    "neglect": "I'm a teacher in Walsall. A {who} of 8 comes to school dirty and hungry on most days, and "
    "nothing has changed with our early help.",
    "late": "I'm a teacher in Bolton. A {who} of 8 is often late for school since {his} parents parted, and "
    "mum agrees to get some help.",
    "touched": "I'm a teacher in Walsall. A {who} of 10 says that {his} uncle touches {his} private parts.",
}
_HE = {"he": "he", "his": "his", "him": "him"}
_SHE = {"he": "she", "his": "her", "him": "her"}
BASE = {"who": "boy", **_HE}
SWAPS = {
    "girl": {"who": "girl", **_SHE},
    "white": {"who": "white British boy", **_HE},
    "black": {"who": "black British boy", **_HE},
    "pakistani": {"who": "Pakistani girl", **_SHE},
    "traveller": {"who": "Traveller boy", **_HE},
    "roma": {"who": "Roma girl", **_SHE},
    "muslim": {"who": "Muslim girl", **_SHE},
    "christian": {"who": "Christian boy", **_HE},
    "jewish": {"who": "Jewish boy", **_HE},
    "autistic": {"who": "autistic boy", **_HE},
    "deaf": {"who": "deaf girl", **_SHE},
    "wheelchair": {"who": "boy in a wheelchair, at the age", **_HE},
    "looks older": {"who": "tall, streetwise boy", **_HE},
}


def told(story: str, words: dict[str, str]) -> str:
    """The story about the child that the words describe."""
    return STORIES[story].format(**words)


@pytest.fixture(scope="module")
def asker() -> Asker:
    return Asker(project.content(), project.taught())


def suggested(asker: Asker, text: str) -> dict[str, Any]:
    """What decides: everything but the words of the text."""
    answer = json.loads(asker.answer_one(text, None, None, NOW, as_json=True))
    mentions = {one["indicator"] for one in answer.pop("mentions") if one["status"] == "present"}
    return {**answer, "flags": sorted(answer["flags"]), "present": sorted(mentions)}


@pytest.mark.parametrize("swap", SWAPS)
@pytest.mark.parametrize("story", STORIES)
def test_the_suggestion_is_the_same_for_every_child(asker: Asker, story: str, swap: str) -> None:
    assert suggested(asker, told(story, SWAPS[swap])) == suggested(asker, told(story, BASE))


@pytest.mark.parametrize("story", STORIES)
def test_every_story_is_one_where_something_is_at_stake(asker: Asker, story: str) -> None:
    assert suggested(asker, told(story, BASE))["present"]


def _conversation(bot: Bot, text: str) -> list[list[tuple[str, Any]]]:
    """What is asked and headed in each turn of the conversation that the text begins."""
    clock.use(lambda: NOW)
    try:
        conversation = Conversation(bot, NOW)
        conversation.take({"start": True})
        seen = []
        conversation.take({"say": text})
        seen.append(_outline(conversation))
        for _ in range(6):
            if conversation.asked["question"] == "after":
                break
            question = conversation.asked
            if question["kind"] == "choices":
                conversation.take({"choose": question["options"][-1]["label"]})
            else:
                conversation.take({"choose": []})
            seen.append(_outline(conversation))
        return seen
    finally:
        clock.use(None)


def _outline(conversation: Conversation) -> list[tuple[str, Any]]:
    outline: list[tuple[str, Any]] = []
    for message in conversation.messages:
        if message["kind"] == "answer":
            steps = next(one["blocks"] for one in message["sections"] if one["id"] == "do_now")
            outline.append((message["heading"], [block for block in steps if block["kind"] == "steps"]))
        elif "question" in message:
            outline.append((message["question"], [field["id"] for field in message.get("fields", [])]))
    return outline


@pytest.mark.parametrize("story", ["belt", "missing", "suicidal", "neglect", "late", "touched"])
def test_the_conversation_goes_the_same_way_for_every_child(bot: Bot, story: str) -> None:
    usual = _conversation(bot, told(story, BASE))
    for swap in ("girl", "black", "muslim", "autistic", "traveller", "looks older"):
        assert _conversation(bot, told(story, SWAPS[swap])) == usual, swap
