"""Two messages at once: both are answered, one after the other, and nothing is lost."""

from __future__ import annotations

import asyncio

from bot import clock
from bot.channels.request import Chosen, Started, Typed
from bot.dialogue.plain import to_text
from tests.conversations.bot import Bot
from tests.conversations.play import TUESDAY_MORNING


def _at_once(bot: Bot, conversation: str, *said: Typed | Chosen | Started) -> list[str]:
    async def all_of_them() -> list[object]:
        return list(await asyncio.gather(*(bot._turn(conversation, one) for one in said)))

    return ["\n".join(map(to_text, reply.messages)) for reply in bot.wait(all_of_them())]


def test_two_texts_at_once_are_both_heard(bot: Bot) -> None:
    clock.use(lambda: TUESDAY_MORNING)
    try:
        bot.turn("two-texts", Started())
        replies = _at_once(
            bot,
            "two-texts",
            Typed("He is often late for school."),
            Typed("His dad punched him and he has a black eye."),
        )
        assert all(replies)
        assert sum("ACT NOW" in reply for reply in replies) == 1
        read = {one["indicator"] for one in bot.case("two-texts")["proposals"]}
        assert "often_late" in read
        assert read & {"physical_abuse_disclosed", "assaulted_by_carer", "physical_punishment_left_mark"}
        assert bot.case("two-texts")["turn"] == 3
    finally:
        clock.use(None)


def test_a_double_click_is_taken_once(bot: Bot) -> None:
    bot.turn("two-clicks", Started())
    click = Chosen({"question": "opening", "turn": 1, "value": "work_it_through"})
    replies = _at_once(bot, "two-clicks", click, click)
    assert sum("earlier question" in reply for reply in replies) == 1
    assert [one["question"] for one in bot.case("two-clicks")["answers"]] == ["opening"]


def test_a_click_and_a_text_at_once_lose_nothing(bot: Bot) -> None:
    bot.turn("click-and-text", Started())
    click = Chosen({"question": "opening", "turn": 1, "value": "danger"})
    replies = _at_once(bot, "click-and-text", click, Typed("He is often late for school."))
    assert any("ACT NOW" in reply or "earlier question" in reply for reply in replies)
    assert "often_late" in {one["indicator"] for one in bot.case("click-and-text")["proposals"]}


def test_two_people_at_once_do_not_meet(bot: Bot) -> None:
    for name in ("one", "other"):
        bot.turn(name, Started())

    async def both() -> None:
        await asyncio.gather(
            bot._turn("one", Typed("I'm a teacher in Bolton. His dad punched him.")),
            bot._turn("other", Typed("I'm a midwife in Wigan. He is often late for school.")),
        )

    bot.wait(both())
    homes = {
        name: {one["question"]: one["values"] for one in bot.case(name)["answers"]}["home"]
        for name in ("one", "other")
    }
    assert homes == {"one": ["bolton"], "other": ["wigan"]}
