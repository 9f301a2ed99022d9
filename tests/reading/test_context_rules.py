"""What each option of a trigger does, with rules of a line or two."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from bot.content.load import CONTENT_FOLDER
from bot.reading.context import ContextReader
from bot.reading.rules import ContextRules, load_rules, spelled_out
from bot.reading.words import Vocabulary

WORDS: dict[str, Any] = {
    "contrasts": ["but"],
    "ends_denial": ["because"],
    "recent": ["today"],
    "ongoing": ["since"],
    "pronouns": ["he", "she", "they"],
    "openers": ["dad"],
    "auxiliaries": ["is", "was"],
    "joins": ["and"],
    "relatives": ["who"],
    "pending": ["yet"],
    "objects": ["him"],
    "tells": ["say"],
}


def status_of(word: str, text: str, *triggers: dict[str, Any], **rules: Any) -> str:
    """The status of ``word`` in ``text`` under these triggers."""
    reader = ContextReader(ContextRules(**{**WORDS, **rules}, triggers=triggers))
    (tokens,) = Vocabulary(reader.phrases | {word}).sentences(text)
    place = next(number for number, token in enumerate(tokens) if word in token.readings)
    return reader.read(tokens).status([(place, place + 1)]).value


def trigger(status: str, direction: str, *phrases: str, **options: Any) -> dict[str, Any]:
    return {"status": status, "direction": direction, "phrases": phrases, **options}


NOT = trigger("denied", "forward", "not")
DOUBT = trigger("denied", "forward", "do not think", lists=True, denies_saying=True)
WITHOUT = trigger("denied", "forward", "without", undone_by_denial=True)
ANY_MORE = trigger("past", "backward", "any more", replaces_denial=True)
NO_MORE = trigger("past", "forward", "no longer", ends_like_denial=True)
FRIEND = trigger("someone_else", "forward", "a friend", subject=True)
MIGHT = trigger("hypothetical", "forward", "might", unless_said=True)
SINCE = trigger("past", "before", "nothing since")
IN_YEAR = trigger("past", "backward", "in YEAR")
LAST_YEAR = trigger("past", "backward", "last year")
FILM = trigger("someone_else", "sentence", "a film")


@pytest.mark.parametrize(
    ("word", "text", "triggers", "status"),
    [
        ("bruise", "not one bruise", [NOT], "denied"),
        ("bruise", "not asleep because the bruise hurts", [NOT], "present"),
        ("bruise", "not hungry but a bruise", [NOT], "present"),
        ("hit", "I do not think he is hit", [DOUBT, NOT], "denied"),
        ("hit", "I do not think he is not hit", [DOUBT, NOT], "present"),
        ("bruise", "not here without a bruise", [NOT, WITHOUT], "present"),
        ("bruise", "seen without a bruise", [NOT, WITHOUT], "denied"),
        ("hit", "dad does not hit him any more", [NOT, ANY_MORE], "past"),
        ("hit", "dad will hit him any more", [NOT, ANY_MORE], "present"),
        ("drink", "she no longer goes out to drink", [NO_MORE], "past"),
        ("drink", "she no longer works because of drink", [NO_MORE], "present"),
        ("cut", "a friend cut her arm", [FRIEND], "someone_else"),
        ("cut", "a friend cut him", [FRIEND], "present"),
        ("cut", "a friend says there is a cut", [FRIEND], "present"),
        ("drink", "she might drink", [MIGHT], "hypothetical"),
        ("drunk", "drunk once, but nothing since", [SINCE], "past"),
        ("drunk", "drunk once, nothing since today", [SINCE], "present"),
        ("drunk", "drunk a lot in 2015", [IN_YEAR], "past"),
        ("drunk", "in 2015 she was drunk", [IN_YEAR], "past"),
        ("drunk", "drunk a lot in 2025", [IN_YEAR], "present"),
        ("drunk", "drunk since last year", [LAST_YEAR], "present"),
        ("drunk", "drunk last year", [LAST_YEAR], "past"),
        ("knife", "he spoke of a knife, but in a film", [FILM], "someone_else"),
        ("knife", "he saw a film but has a knife", [FILM], "present"),
    ],
)
def test_option(word: str, text: str, triggers: list[dict[str, Any]], status: str) -> None:
    assert status_of(word, text, *triggers, recent_from_year=2025) == status


def test_a_fear_makes_might_more_than_a_supposition() -> None:
    assert status_of("drink", "I worry she might drink", MIGHT, feared=["worry"]) == "present"


def test_what_is_not_so_as_yet_may_be_planned() -> None:
    reader = ContextReader(ContextRules(**WORDS, triggers=[NOT]))
    (tokens,) = Vocabulary(reader.phrases | {"cut", "flight"}).sentences("not cut yet, the flight is booked")
    context = reader.read(tokens)
    assert context.status([(1, 2)]).value == "denied"
    assert context.status([(1, 2), (5, 6)]).value == "present"


def test_a_slash_stands_for_either_word() -> None:
    assert set(spelled_out(["no/nil sign of", "used to"])) == {"no sign of", "nil sign of", "used to"}


def test_a_word_in_capitals_matches_as_it_stands() -> None:
    then = trigger("past", "backward", "when she WAS NUM")
    assert status_of("hit", "dad hit her when she was six", then) == "past"
    assert status_of("marry", "he says marry when she is six", then) == "present"


def test_no_year_of_the_last_two_is_long_ago() -> None:
    edition = yaml.safe_load((CONTENT_FOLDER / "edition.yml").read_text("utf-8"))
    assert load_rules().context.recent_from_year == int(str(edition["edition"])[:4]) - 1
