"""Rules about intents that stand above the trained model. Pure functions, no Rasa."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from bot.rasa_bridge.hashed_text import words
from bot.reading.someone import SOMEONE

# Losing a case, or a false alarm, by a misread sentence costs more than asking once more.
_COSTLY = frozenset({"start_again", "new_case", "stop", "danger"})
_COMMANDS = frozenset({"start_again", "stop", "go_back", "change_answer", "help", "thanks", "greet"})
_SURE = 0.5
# The dialogue reads the text of these too, so no danger or worry in it goes unheard.
_STRONGER_THAN_A_WORRY = frozenset({"danger", "they_said_no", "just_the_number"})
_READ_ANYWAY = _STRONGER_THAN_A_WORRY | {
    "ask_question",
    "why_this",
    "what_would_change",
    "what_to_include",
    "guide",
    "timescales",
}

_THIRD_PERSON = frozenset(
    "he she him her his child pupil student boy girl lad lass teenager said says told tells disclosed".split()
)
_PICKING = frozenset({"number", "option", "answer", "choice"})
_FIRST_PERSON = frozenset("i me my i'm i've myself".split())

# In a text of this many words, at least this share must be words that the examples hold.
_LONG_ENOUGH_TO_TELL = 4
_KNOWN_SHARE = 0.3
_LONGEST_COMMAND = 4
_LAST_LATIN = "\u024f"


def choose_intent(
    text: str,
    reading: Mapping[str, Any] | None,
    ranking: Sequence[tuple[str, float]],
    vocabulary: Collection[str],
    tell_below: float,
) -> tuple[str, float]:
    """The intent of a text and its confidence, given the reading, and the model's ranking and vocabulary.

    When in doubt it is ``tell``: the dialogue then looks for a typed answer and for a worry,
    and asks again if it finds neither.
    """
    found = words(text)
    if not found:
        return "unclear", 1.0
    best, confidence = ranking[0]
    sure = confidence >= _SURE
    if reading and reading["facts"]["danger"]:
        return (best, confidence) if sure and best in _READ_ANYWAY else ("danger", 1.0)
    if reading and any(mention["status"] == "present" for mention in reading["mentions"]):
        stands = best in _STRONGER_THAN_A_WORRY or (best == "about_me" and _speaks_of_self(found))
        return (best, confidence) if sure and stands else ("tell", 1.0)
    if not is_english(found, vocabulary):
        return "unclear", 1.0
    if len(found) == 2 and found[0] in _PICKING:
        return "tell", 1.0
    if best in _COMMANDS and len(found) > _LONGEST_COMMAND and not SOMEONE.isdisjoint(found):
        return "tell", confidence
    if confidence < (_SURE if best in _COSTLY else tell_below):
        return "tell", confidence
    return best, confidence


def is_english(found: Sequence[str], vocabulary: Collection[str]) -> bool:
    """Whether these words can be English: Latin letters, and enough known words in a longer text."""
    letters = [character for word in found for character in word if character.isalpha()]
    if sum(character > _LAST_LATIN for character in letters) * 2 > len(letters):
        return False
    real = [word for word in found if len(word) > 1 and not any(map(str.isdigit, word))]
    known = sum(word in vocabulary for word in real)
    return len(real) < _LONG_ENOUGH_TO_TELL or known >= _KNOWN_SHARE * len(real)


def _speaks_of_self(found: Sequence[str]) -> bool:
    """ "My dad hits me" is someone speaking of themselves; "she said my dad hits me" is not."""
    return not _FIRST_PERSON.isdisjoint(found) and _THIRD_PERSON.isdisjoint(found)
