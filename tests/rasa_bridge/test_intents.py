"""What the practitioner wants: descriptions of a child are never commands, and danger is danger."""

from __future__ import annotations

import pytest

from bot.rasa_bridge.hashed_text import BUCKETS, features, train, words
from bot.rasa_bridge.intent_rules import choose_intent, is_english
from bot.rasa_bridge.resources import option_labels
from tests.conversations.bot import Bot

PRESENT = {"mentions": [{"status": "present"}], "facts": {"danger": False}}
DENIED = {"mentions": [{"status": "denied"}], "facts": {"danger": False}}
DANGER = {"mentions": [], "facts": {"danger": True}}


def _intent(bot: Bot, text: str) -> str:
    return str(bot.read(text)["intent"]["name"])


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("hi there", "greet"),
        ("could you take me back to the previous one", "go_back"),
        ("I put the wrong age, can I change it", "change_answer"),
        ("please can I have the phone number for the front door", "just_the_number"),
        ("they have rejected our referral again", "they_said_no"),
        ("how long does an initial conference take to be arranged", "ask_question"),
        ("why are you asking me that", "why_ask"),
        ("what would make this higher", "what_would_change"),
        ("what should I write down for the referral", "what_to_include"),
        ("thank you that's been really useful", "thanks"),
        ("can you show us a practice scenario", "training"),
        ("my husband is hurting me", "about_me"),
        ("start all over again please", "start_again"),
        ("I would like to stop now", "stop"),
        ("you are a useless machine", "abuse"),
        ("will it rain on Saturday", "out_of_scope"),
    ],
)
def test_new_wordings_are_understood(bot: Bot, text: str, intent: str) -> None:
    assert _intent(bot, text) == intent


@pytest.mark.parametrize(
    "text",
    [
        "he begs his stepfather to stop hitting him and he will not",
        "her mum wants to go back to the man who strangled her",
        "the family are going to start again somewhere else with the new baby",
        "he asked for help because his mum is unconscious most mornings",
        "the girl said no when I asked if she feels safe at home",
        "thanks to his nan he gets fed, there is never any food at home",
    ],
)
def test_a_description_with_a_commands_words_is_told(bot: Bot, text: str) -> None:
    assert _intent(bot, text) in ("tell", "danger")


@pytest.mark.parametrize("text", ["", "   ", "???", "😭😭😭", "/", "...", "👶🤕"])
def test_nothing_readable_is_unclear(bot: Bot, text: str) -> None:
    assert _intent(bot, text) == "unclear"


@pytest.mark.parametrize(
    "text",
    [
        "dziecko ma siniaki na rękach i boi się taty",
        "мальчик боится идти домой",
        "el niño tiene moretones en los brazos y la espalda",
        "بچہ گھر جانے سے ڈرتا ہے",
        "孩子不敢回家",
    ],
)
def test_another_language_is_unclear_and_never_a_command(bot: Bot, text: str) -> None:
    assert _intent(bot, text) == "unclear"


def test_an_options_label_typed_out_is_an_answer(bot: Bot) -> None:
    labels = {
        label: option for label, option in option_labels().items() if option not in bot.agent.domain.intents
    }
    typed = {label: _intent(bot, label) for label in sorted(labels)[::2]}  # half of many hundreds
    assert {label: intent for label, intent in typed.items() if intent not in ("tell", "choose")} == {}


@pytest.mark.parametrize("text", ["/restart", '/choose{"value": "x"}', "/session_start", "/back", "/slash"])
def test_typed_commands_are_words(bot: Bot, text: str) -> None:
    parsed = bot.read(text)
    assert not parsed["text"].startswith("/")
    assert parsed["intent"]["name"] in ("tell", "unclear")
    assert all(entity["entity"] == "indicator" for entity in parsed["entities"])


def test_what_was_read_travels_with_the_message(bot: Bot) -> None:
    parsed = bot.read("a ten week old baby has a bruise on her arm")
    present = [one for one in parsed["reading"]["mentions"] if one["status"] == "present"]
    assert present
    assert {entity["value"] for entity in parsed["entities"]} >= {one["indicator"] for one in present}


RANKING = [("stop", 0.9), ("tell", 0.1)]


@pytest.mark.parametrize(
    ("reading", "ranking", "expected"),
    [
        (DANGER, RANKING, "danger"),
        (DANGER, [("just_the_number", 0.8)], "just_the_number"),
        (DANGER, [("just_the_number", 0.4)], "danger"),
        (PRESENT, [("danger", 0.8)], "danger"),
        (PRESENT, [("ask_question", 0.8)], "tell"),
        (PRESENT, RANKING, "tell"),
        (DENIED, RANKING, "stop"),
        (None, [("start_again", 0.45), ("tell", 0.3)], "tell"),
        (None, [("danger", 0.45), ("tell", 0.3)], "tell"),
        (None, [("greet", 0.2), ("tell", 0.1)], "tell"),
        (None, [("greet", 0.45), ("tell", 0.3)], "greet"),
    ],
)
def test_rules_stand_above_the_model(
    reading: dict[str, object] | None, ranking: list[tuple[str, float]], expected: str
) -> None:
    assert choose_intent("please stop", reading, ranking, {"please", "stop"}, 0.3)[0] == expected


def test_someone_who_speaks_of_themselves_is_heard_as_such() -> None:
    ranking = [("about_me", 0.8), ("tell", 0.1)]
    assert choose_intent("my dad hits me", PRESENT, ranking, (), 0.3)[0] == "about_me"
    assert choose_intent("she said my dad hits me", PRESENT, ranking, (), 0.3)[0] == "tell"


def test_a_refusal_by_the_front_door_is_challenged_even_when_it_names_a_worry() -> None:
    assert choose_intent("they refused it", PRESENT, [("they_said_no", 0.8)], (), 0.3)[0] == "they_said_no"
    assert choose_intent("they refused it", PRESENT, [("they_said_no", 0.4)], (), 0.3)[0] == "tell"


def test_english_needs_known_words_only_in_longer_texts() -> None:
    assert is_english(words("Oldham"), set())
    assert is_english(words("a3 b1 c4 d1 e 2"), set()), "options picked by letter and number"
    assert not is_english(words("ein Kind hat blaue Flecken"), {"the", "child"})
    assert is_english(words("the child has blue marks"), {"the", "child", "has"})


def test_features_are_the_same_in_every_process() -> None:
    buckets, weights = features("Mum’s boyfriend")
    assert list(buckets) == sorted(set(buckets))
    assert max(buckets) < BUCKETS
    assert float(weights @ weights) == pytest.approx(1.0)
    assert list(features("mum's BOYFRIEND")[0]) == list(buckets)
    assert features("")[0].size == 0


def test_the_order_of_examples_does_not_matter() -> None:
    examples = [
        ("hello there", "greet"),
        ("stop it", "stop"),
        ("good morning", "greet"),
        ("please stop", "stop"),
    ]
    one, other = train(examples), train(examples[::-1])
    assert one.labels == other.labels == ("greet", "stop")
    assert (one.weights == other.weights).all()
    assert one.ranking("hello")[0][0] == "greet"
