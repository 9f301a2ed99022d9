"""Cards: they are valid, hold every word, fit into what Teams takes, and a used one cannot be used again."""

from __future__ import annotations

import json

import pytest

from bot.channels.teams.cards import LARGEST, cards, closed, in_words, ladder, passed, size
from bot.dialogue.message import Answer, Bullets, Draft, Link, Section, Text, WhatIf, to_dict
from bot.dialogue.plain import to_text
from tests.browser.messages import choices, every_kind
from tests.teams.reading import inputs, sends, texts, words, words_of_plain, words_on
from tests.teams.replies import Reply, link
from tests.teams.schema import faults, parts

_LARGEST_MESSAGE = 40_000  # bytes
MADE_UP = [to_dict(one) for one in (*every_kind("some words"), WhatIf("some words", (("some", "words"),)))]


def test_together_the_conversations_hold_every_kind_of_message(replies: list[Reply]) -> None:
    kinds = {part["kind"] for reply in replies for part in _messages_in(reply.messages)}
    assert kinds == {
        "alert", "answer", "bullets", "choices", "contact", "contacts", "date", "dates", "draft", "facts",
        "field", "form", "link", "reason", "reasons", "section", "steps", "text", "what_if",
    }  # fmt: skip


def test_every_card_is_valid_by_the_schema_of_microsoft(replies: list[Reply]) -> None:
    assert [fault for reply in replies for card in reply.cards for fault in faults(card.content)] == []


@pytest.mark.parametrize("message", MADE_UP, ids=[message["kind"] for message in MADE_UP])
def test_each_kind_of_message_is_a_valid_card_with_all_its_words(message: dict[str, object]) -> None:
    (card,) = cards([message], link)
    assert faults(card.content) == []
    assert words_of_plain(to_text(message)) <= words_on(card.content)
    assert {"some", "words"} <= words_on(card.content)


def test_no_word_of_the_plain_text_is_missing(replies: list[Reply]) -> None:
    for reply in replies:
        shown = set().union(*(words_on(card.content) for card in reply.cards))
        said = set().union(*(words_of_plain(to_text(message)) for message in reply.messages))
        assert said - shown == set(), reply.name


def test_the_text_beside_the_cards_is_the_plain_text(replies: list[Reply]) -> None:
    for reply in replies:
        plain = "\n\n".join(map(to_text, reply.messages))
        beside = "\n\n".join(card.text for card in reply.cards)
        assert words(plain) - words(beside) == set(), reply.name


def test_a_card_and_its_message_fit_into_what_teams_takes(replies: list[Reply]) -> None:
    for card in (card for reply in replies for card in reply.cards):
        assert size(card.content) < LARGEST
        assert len(json.dumps({"content": card.content, "text": card.text})) < _LARGEST_MESSAGE


def test_a_client_that_cannot_show_a_card_gets_the_beginning_of_its_text(replies: list[Reply]) -> None:
    for card in (card for reply in replies for card in reply.cards):
        begun = card.content["fallbackText"].removesuffix("\n…")
        assert begun and card.text.startswith(begun)


def test_an_answer_that_is_too_large_goes_on_in_the_next_card_and_no_section_is_split() -> None:
    sections = tuple(
        Section(f"s{number}", f"Heading {number}", (Bullets((f"word{number} " * 400,)),))
        for number in range(20)
    )
    made = cards([to_dict(Answer("Act now", "Ring.", sections, red_flag=True))], link)
    assert len(made) > 1
    assert all(size(card.content) < LARGEST for card in made)
    for number in range(20):
        holding = [card for card in made if f"word{number}" in words_on(card.content)]
        assert len(holding) == 1
        assert "\n".join(texts(holding[0].content)).count(f"word{number} ") >= 399
        assert f"Heading {number}" in "\n".join(texts(holding[0].content))
    assert [f"part {number} of {len(made)}" in card.text for number, card in enumerate(made, 1)] == [
        False,
        *[True] * (len(made) - 1),
    ]


def test_a_red_flag_is_said_first_and_in_words() -> None:
    card, *_ = cards([to_dict(Answer("Act now", "Ring.", (), red_flag=True))], link)
    top = card.content["body"][0]
    assert top["style"] == "attention"
    assert [item["text"] for item in top["items"]] == ["**Red flag**", "Act now", "Ring."]


def test_a_short_text_and_the_question_after_it_are_one_card() -> None:
    made = cards([to_dict(Text("I have noted that.")), to_dict(choices())], link)
    assert len(made) == 1
    assert {"noted", "next"} <= words_on(made[0].content)


def test_a_long_text_and_the_question_after_it_are_two() -> None:
    made = cards([to_dict(Text("word " * 300)), to_dict(choices())], link)
    assert [bool(sends(card.content)) for card in made] == [False, True]


def test_a_suggestion_and_the_question_after_it_are_two() -> None:
    made = cards([to_dict(Answer("Early help", "Ask.", ())), to_dict(choices())], link)
    assert [bool(sends(card.content)) for card in made] == [False, True]


def test_what_waits_for_an_answer_is_on_the_last_card(replies: list[Reply]) -> None:
    for reply in replies:
        waits = [bool(sends(card.content)) for card in reply.cards]
        assert not any(waits[:-1]), reply.name


def test_ids_are_used_once_and_buttons_show_what_is_on_their_card(replies: list[Reply]) -> None:
    for card in (card for reply in replies for card in reply.cards):
        ids = [part["id"] for part in parts(card.content) if "id" in part]
        assert len(ids) == len(set(ids))
        for part in parts(card.content):
            assert set(part.get("targetElements", ())) <= set(ids)


def test_nothing_hidden_is_without_a_button(replies: list[Reply]) -> None:
    for card in (card for reply in replies for card in reply.cards):
        hidden = {part["id"] for part in parts(card.content) if part.get("isVisible") is False}
        assert hidden == {one for part in parts(card.content) for one in part.get("targetElements", ())}


def test_a_page_of_the_server_is_opened_by_its_whole_address() -> None:
    (card,) = cards([to_dict(Link("Write the record", "/record"))], link)
    (action,) = (part for part in parts(card.content) if part["type"] == "Action.OpenUrl")
    assert action["url"] == link("/record")


def test_a_text_to_copy_stays_as_it_is_and_is_in_a_box_to_copy_from() -> None:
    text = "TO\n[name, role]\n\n- *first* point\n1. `second` & <third>"
    (card,) = cards([to_dict(Draft("A letter", text, "Copy it.", "Copy this text", "Copied."))], link)
    runs = [part["text"] for part in parts(card.content) if part["type"] == "TextRun"]
    assert "\n\n".join(runs) == text
    (box,) = inputs(card.content)
    assert (box["value"], box["label"], box["isMultiline"]) == (text, "A letter", True)
    assert sends(card.content) == []


def test_a_used_card_can_be_used_no_more_and_says_what_was_chosen(replies: list[Reply]) -> None:
    for reply in replies:
        *_, last = reply.cards
        used = closed(last.content, "This one")
        assert sends(used.content) == inputs(used.content) == []
        assert faults(used.content) == []
        assert size(used.content) < LARGEST
        assert "You chose: This one" in "\n".join(texts(used.content))
        assert "You chose: This one" in used.text


def test_a_used_form_says_each_answer() -> None:
    form = to_dict(every_kind("The question?")[-2])
    (card,) = cards([form], link)
    choice = {"question": "f", "turn": 1, "value": {"g": "v0"}}
    used = closed(card.content, in_words(card.content, {**choice}))
    assert "The question? The question?" in "\n".join(texts(used.content))
    nothing = closed(card.content, in_words(card.content, {**choice, "value": {}}))
    assert "The question? Not known" in "\n".join(texts(nothing.content))


def test_a_used_card_keeps_what_was_said_beside_the_question() -> None:
    (card,) = cards([to_dict(Text("I have noted that.")), to_dict(choices())], link)
    assert {"noted", "next"} <= words_on(closed(card.content, "New case").content)


def test_a_question_that_was_answered_by_typing_says_so() -> None:
    (card,) = cards([to_dict(choices())], link)
    used = passed(card.content)
    assert sends(used.content) == []
    assert "Not used: you typed instead." in "\n".join(texts(used.content))


def test_the_levels_of_need_are_a_card_on_which_the_suggested_one_says_so(replies: list[Reply]) -> None:
    ladders = [(reply.so_far, card) for reply in replies if (card := ladder(reply.so_far))]
    assert ladders
    for so_far, card in ladders:
        assert so_far is not None
        assert faults(card.content) == []
        (here,) = (rung["name"] for rung in so_far["ladder"] if rung["here"])
        lines = [one.replace("\\", "") for one in texts(card.content)]
        assert [one for one in lines if "(suggested)" in one] == [f"**{here}** (suggested)"]
        assert [rung["name"] in "\n".join(lines) for rung in so_far["ladder"]] == [True] * len(
            so_far["ladder"]
        )


def test_there_are_no_levels_where_none_is_suggested() -> None:
    assert ladder(None) is None
    assert ladder({"ladder": ()}) is None
    assert ladder({"ladder": [{"name": "Level 1", "here": False}]}) is None


def _messages_in(data: object) -> list[dict[str, object]]:
    if isinstance(data, dict):
        inside = [part for value in data.values() for part in _messages_in(value)]
        return [data, *inside] if "kind" in data else inside
    if isinstance(data, (list, tuple)):
        return [part for value in data for part in _messages_in(value)]
    return []
