"""What a card sends back is the choice that the page would send; anything else is none of ours."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.request import Chosen
from bot.channels.teams.cards import cards, choice_in, in_words
from bot.dialogue.message import Choices, Form, FormField, Option, to_dict
from bot.rasa_bridge import resources
from tests.teams.reading import inputs, sends
from tests.teams.replies import Reply, link

MANY_OPTIONS = tuple(Option(f"v{number}", f"Label {number}") for number in range(14))
FORM = to_dict(
    Form(
        "confirm",
        7,
        "Please check",
        (
            FormField(
                "concerns", "Is it right?", (Option("a", "A", chosen=True), Option("b", "B")), many=True
            ),
            FormField("decide.who", "Who?", (Option("x", "X"), Option("y", "Y"))),
            FormField("role", "Your job?", MANY_OPTIONS),
        ),
        "Continue",
    )
)


def pressed(content: dict[str, Any], button: str, ticked: dict[str, str] | None = None) -> dict[str, Any]:
    """What Teams sends when a button is pressed: its data, and every input that holds something."""
    (action,) = (one for one in sends(content) if one["title"] == button)
    filled = {one["id"]: one["value"] for one in inputs(content) if one.get("value")}
    filled |= ticked or {}
    return {**action["data"], **{name: value for name, value in filled.items() if value}}


def asks(reply: Reply) -> dict[str, Any]:
    """The question of a reply."""
    return next(message for message in reply.messages if "question" in message)


def test_every_option_of_a_question_can_be_pressed(replies: list[Reply]) -> None:
    seen = 0
    for reply in (one for one in replies if asks(one)["kind"] == "choices"):
        content = reply.cards[-1].content
        question = asks(reply)
        for option in question["options"]:
            title = f"{option['label']} ({option['hint']})" if option["hint"] else option["label"]
            if inputs(content):
                data = pressed(content, "Continue", {"value": option["value"]})
            else:
                data = pressed(content, title)
            choice = choice_in(data)
            assert choice == {
                "question": question["question"],
                "turn": question["turn"],
                "value": option["value"],
            }
            assert in_words(content, choice) == title
            seen += 1
    assert seen > 50


def test_what_was_chosen_in_the_conversations_comes_back_from_the_cards(
    conversations: list[list[Reply]],
) -> None:
    """Each choice that was made on the page, made on the card instead, is the same choice."""
    seen = 0
    for conversation in conversations:
        for before, after in zip(conversation, conversation[1:]):
            if isinstance(after.said, Chosen):
                assert choice_in(_as_teams_sends(before, after.said.choice)) == after.said.choice
                seen += 1
    assert seen > 10


def _as_teams_sends(reply: Reply, choice: dict[str, Any]) -> dict[str, Any]:
    content, value = reply.cards[-1].content, choice["value"]
    if isinstance(value, dict):
        ticked = {
            f"value.{field}": ",".join(one) if isinstance(one, list) else one for field, one in value.items()
        }
        (action,) = sends(content)
        return {**action["data"], **{name: one for name, one in ticked.items() if one}}
    if inputs(content):
        return pressed(content, "Continue", {"value": value})
    (action,) = (one for one in sends(content) if one["data"]["guidance"]["value"] == value)
    return dict(action["data"])


def test_what_is_ticked_beforehand_is_sent_unless_it_is_unticked() -> None:
    (card,) = cards([FORM], link)
    choice = choice_in(pressed(card.content, "Continue"))
    assert choice == {"question": "confirm", "turn": 7, "value": {"concerns": ["a"]}}
    choice = choice_in(pressed(card.content, "Continue", {"value.concerns": ""}))
    assert choice is not None
    assert choice["value"] == {"concerns": []}


@given(
    concerns=st.lists(st.sampled_from(["a", "b"]), unique=True),
    who=st.sampled_from([None, "x", "y"]),
    role=st.sampled_from([None, *(option.value for option in MANY_OPTIONS)]),
)
def test_a_form_comes_back_as_it_was_filled_in(
    concerns: list[str], who: str | None, role: str | None
) -> None:
    """What is left empty is not sent, or is an empty list: it counts as not known."""
    (card,) = cards([FORM], link)
    ticked = {"value.concerns": ",".join(concerns), "value.decide.who": who or "", "value.role": role or ""}
    value: dict[str, Any] = {"concerns": concerns}
    value |= {"decide.who": who} if who else {}
    value |= {"role": role} if role else {}
    assert choice_in(pressed(card.content, "Continue", ticked)) == {
        "question": "confirm",
        "turn": 7,
        "value": value,
    }


def test_an_action_that_is_executed_sends_the_same() -> None:
    (card,) = cards([FORM], link)
    data = pressed(card.content, "Continue", {"value.role": "v3"})
    assert choice_in({"action": {"type": "Action.Execute", "data": data}}) == choice_in(data)


@pytest.mark.parametrize("turn", [7, "7", 7.0])
def test_a_client_may_send_the_turn_as_a_text_or_with_a_decimal_point(turn: object) -> None:
    data = {"guidance": {"question": "after", "turn": turn, "value": "why"}}
    assert choice_in(data) == {"question": "after", "turn": 7, "value": "why"}


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"guidance": None},
        {"guidance": "after"},
        {"guidance": {}},
        {"guidance": {"question": "after", "turn": 1}},
        {"guidance": {"question": "after", "turn": True, "value": "why"}},
        {"guidance": {"question": "after", "turn": "1x", "value": "why"}},
        {"guidance": {"question": "after", "turn": 1, "value": "/restart"}},
        {"guidance": {"question": "after", "turn": 1, "value": ["why"] * 201}},
        {"guidance": {"question": "after", "turn": 1, "input": "value"}},
        {"guidance": {"question": "after", "turn": 1, "input": "value"}, "value": "Why this?"},
        {"guidance": {"question": "f", "turn": 1, "fields": {"a b": "one"}}, "value.a b": "x"},
        {"guidance": {"question": "f", "turn": 1, "fields": {"a": "one"}}, "value.a": 3},
        {"guidance": {"question": "f", "turn": 1, "fields": {"a": "one"}}, "value.a": "x,y"},
        {"guidance": {"question": "f", "turn": 1, "fields": {"a": "many"}}, "value.a": "{{x}}"},
        {"question": "after", "turn": 1, "value": "why"},
        {"action": "submit"},
        {"action": {"data": ["guidance"]}},
    ],
)
def test_what_is_no_choice_of_ours_is_refused(value: dict[str, Any]) -> None:
    assert choice_in(value) is None


KEYS = st.sampled_from(["guidance", "question", "turn", "value", "fields", "input", "action", "data"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(KEYS, inside, max_size=4),
    max_leaves=12,
)


@given(ours=JSON, beside=st.dictionaries(KEYS, JSON, max_size=3))
def test_nothing_that_is_sent_breaks_it(ours: Any, beside: dict[str, Any]) -> None:
    choice = choice_in({**beside, "guidance": ours})
    assert choice is None or choice.keys() == {"question", "turn", "value"}


def test_no_id_holds_the_comma_that_stands_between_several_values() -> None:
    content = resources.content()
    ids = [
        *content.indicators, *content.protective, *content.roles, *content.routes, *content.partnerships,
        *content.topics, *content.anchors, *content.guides,
        *(option.id for asked in content.intake.values() for option in asked.options),
        *(option.id for asked in content.questions.values() for option in asked.options),
    ]  # fmt: skip
    assert [one for one in ids if "," in one or one != one.strip()] == []


def test_short_options_are_buttons_and_others_are_lines_that_wrap() -> None:
    short = to_dict(Choices("c", 1, "What next?", (Option("a", "Why this?"), Option("b", "New case"))))
    (card,) = cards([short], link)
    assert [item["type"] for item in card.content["body"][1:]] == ["ActionSet", "ActionSet"]
    hinted = to_dict(Choices("c", 1, "What is it?", (Option("a", "The child", "health, injury, learning"),)))
    (card,) = cards([hinted], link)
    assert "selectAction" in card.content["body"][1]


def test_a_long_list_of_options_is_a_list_to_choose_one_from() -> None:
    (card,) = cards([to_dict(Choices("c", 1, "Which?", MANY_OPTIONS))], link)
    (answer,) = inputs(card.content)
    assert (answer["style"], answer["isRequired"], bool(answer["errorMessage"])) == ("expanded", True, True)
    assert "isMultiSelect" not in answer


def test_a_question_without_options_is_answered_by_typing() -> None:
    (card,) = cards([to_dict(Choices("question", 1, "What do you want to know?", ()))], link)
    assert sends(card.content) == inputs(card.content) == []


def test_every_input_has_a_label_and_every_field_may_be_left_empty() -> None:
    (card,) = cards([FORM], link)
    fields = inputs(card.content)
    assert [field["label"].splitlines()[0] for field in fields] == ["Is it right?", "Who?", "Your job?"]
    assert not any(field.get("isRequired") for field in fields)
    assert [field["style"] for field in fields] == ["expanded", "expanded", "compact"]
