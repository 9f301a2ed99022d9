"""A choice or typed words → the answers to the open question of an exercise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from rapidfuzz import fuzz

from bot.dialogue.message import Option
from bot.dialogue.training.asking import options_of, questions
from bot.dialogue.training.scene import BY, CHOOSE, IN_WORDS, LEAVE, LEVEL, PICK, REAL, VOTE, Scene
from bot.dialogue.typed import by_letter, one_answer
from bot.exercises.shelf import ALL, DIFFICULTY, ROLE, TOPIC
from bot.reading.places import areas_named
from bot.reading.someone import SOMEONE

Values = dict[str, str]
_MOST_WORDS = 8
_SAME = 90
_NUMBER = re.compile(r"^\W*\d{1,2}\W*$")
_LEVEL_NUMBER = re.compile(r"\blevel\W{0,2}(\d|one|two|three|four|five)\b", re.I)
_NOT = re.compile(r"\b(not|never|no|without|n't|don t|wouldn t)\b", re.I)
_WRITTEN = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5"}


class StaleChoice(Exception):
    """A choice of an earlier question or turn."""


class BadChoice(Exception):
    """A choice that was not offered."""


def chosen(choice: Mapping[str, Any], scene: Scene) -> Values:
    """The answers of a choice. Raises StaleChoice or BadChoice; of a form, questions may be left out."""
    asked, turn = questions(scene), scene.moment.case.turn - 1
    if choice.get("question") == LEAVE and choice.get("turn") == turn and scene.training.open != REAL:
        return {LEAVE: LEAVE}  # at any time, but for a child who may be real
    names = asked if len(asked) == 1 else (scene.training.open,)
    if choice.get("question") not in names or choice.get("turn") != turn:
        raise StaleChoice
    value = choice.get("value")
    given = value if isinstance(value, Mapping) else {asked[0]: value}
    if not given and scene.training.open != VOTE:
        raise BadChoice
    return {name: _offered(name, one, scene) for name, one in given.items()}


def _offered(name: str, value: Any, scene: Scene) -> str:
    """The one value that was chosen; a form of the plain page sends a list of it."""
    several = value if isinstance(value, (list, tuple)) else [value]
    offered = [option.value for option in options_of(name, scene)] if name in questions(scene) else []
    if len(several) != 1 or several[0] not in offered:
        raise BadChoice
    return str(several[0])


def typed(text: str, scene: Scene) -> Values:
    """The answers that a typed text gives; a question gives none. Of a vote, one part may be missing."""
    opened = scene.training.open
    if opened != REAL and _is_one_of(text, _spoken(LEAVE, scene)["leave"]):
        return {LEAVE: LEAVE}
    if opened in IN_WORDS:
        skip = _spoken(opened, scene)["skip"]
        return {opened: "skip"} if _is_one_of(text, skip) else {}
    if "?" in text and opened != REAL:
        return {}
    if opened == VOTE:
        return _vote(text, scene)
    if opened == LEVEL and (_LEVEL_NUMBER.search(text) or _NUMBER.match(text)):
        return _level(text, scene)
    value = one_answer(_tidy(text), options_of(opened, scene), _spoken(opened, scene))
    if value is None and opened == CHOOSE:
        return _looked_for(text, scene)
    return {opened: value} if value is not None else {}


def is_plain(text: str) -> bool:
    """Whether a text is so short, and so much about nobody, that it can only be an answer."""
    words = _tidy(text).split()
    return len(words) <= _MOST_WORDS and SOMEONE.isdisjoint(words)


def is_title(text: str, values: Values, scene: Scene) -> bool:
    """Whether a text is the title of the exercise that it picks, and nothing else."""
    return any(
        _tidy(text) == _tidy(one.title) for one in scene.shelf.chosen(ALL) if one.id == values.get(PICK)
    )


def unclear_level(text: str, scene: Scene) -> str:
    """Why a number in a text names no level here, as a key of wording; empty if it holds no number.

    It may be a place in the list, stand for several levels of the exercise's area, or for none.
    """
    if scene.training.open != LEVEL or not (_NUMBER.match(text) or _LEVEL_NUMBER.search(text)):
        return ""
    if _NUMBER.match(text):
        return "training_level_which"
    is_here = len(_tiers(text, scene)) > 1 and not _names_elsewhere(text, scene)
    return "training_level_several" if is_here else "training_level_not_here"


def names_an_exercise(text: str, scene: Scene) -> Values:
    """A topic, job, difficulty or title in the words that open the training; empty if there is none."""
    return _looked_for(text, scene) if text else {}


def _looked_for(text: str, scene: Scene) -> Values:
    """A title, a topic, a job or a difficulty in any words: "something about neglect"."""
    titles = tuple(Option(one.id, one.title) for one in scene.shelf.chosen(ALL))
    value = one_answer(_tidy(text), titles, {}, numbers=False)
    if value is not None:
        return {PICK: value}
    for way in (TOPIC, ROLE, DIFFICULTY):
        offered = tuple(one for one in options_of(BY + way, scene) if one.value != LEAVE)
        value = one_answer(_tidy(text), offered, _by_its_words(way, offered, scene), numbers=False)
        if value is not None:
            return {BY + way: value}
    return {}


def _by_its_words(way: str, offered: Iterable[Option], scene: Scene) -> dict[str, tuple[str, ...]]:
    """Other words for a topic's group: its topics, and each long word of their names."""
    if way == DIFFICULTY:
        return _spoken(BY + way, scene)
    names = {one.value: [one.label] for one in offered}
    if way == TOPIC:
        for group in scene.shelf.groups:
            if group.id in names:
                names[group.id] += [scene.moment.content.topics[topic].name for topic in group.topics]
    return {
        key: tuple(_tidy(word) for name in known for word in (name, *re.findall(r"[A-Za-z-]{5,}", name)))
        for key, known in names.items()
    }


def _vote(text: str, scene: Scene) -> Values:
    """Both parts of a vote in one text: "ring the front door today", or by letter and number: "a3 b2"."""
    lettered = by_letter(text, {name: options_of(name, scene) for name in questions(scene)})
    if lettered:
        return {name: values[0] for name, values in lettered.items()}
    words = f" {_tidy(text)} "
    if _NOT.search(words):
        return {}
    found: Values = {}
    for name in questions(scene):
        spoken = _spoken(name, scene)
        hits = [
            (len(sign), option.value)
            for option in options_of(name, scene)
            for sign in (_tidy(option.label), *spoken.get(option.value, ()))
            if f" {sign} " in words
        ]
        if hits:
            found[name] = max(hits)[1]
    return found


def _level(text: str, scene: Scene) -> Values:
    """A level by its number in the exercise's area and in no other; a bare number if it means one only."""
    if _names_elsewhere(text, scene):
        return {}
    if _NUMBER.match(text):
        place = int(_digits(text))
        options = [one.value for one in options_of(LEVEL, scene) if one.value != LEAVE]
        listed = options[place - 1 : place] if place else []
        meant = {*listed, *_tiers(text, scene)}
        return {LEVEL: meant.pop()} if len(meant) == 1 else {}
    tiers = _tiers(text, scene)
    return {LEVEL: tiers[0]} if len(tiers) == 1 else {}


def _names_elsewhere(text: str, scene: Scene) -> bool:
    named = areas_named(text, scene.moment.content)
    return bool(named) and scene.area.id not in named


def _tiers(text: str, scene: Scene) -> list[str]:
    levels = scene.area.partnership.levels
    return [tier.value for tier, one in levels.items() if one.number and _digits(one.number) == _digits(text)]


def _digits(text: str) -> str:
    found = _LEVEL_NUMBER.search(text)
    word = found.group(1).lower() if found else "".join(re.findall(r"\d+", text)[:1])
    return _WRITTEN.get(word, word)


def _spoken(question: str, scene: Scene) -> dict[str, tuple[str, ...]]:
    """Other words for each option, as they look in a tidied text."""
    known = scene.moment.content.intake.get(question)
    found = {one.id: tuple(map(_tidy, one.signs)) for one in known.options} if known else {}
    leave = scene.moment.content.intake[LEAVE].options[0]
    return {**found, LEAVE: tuple(map(_tidy, leave.signs))} if question != REAL else found


def _is_one_of(text: str, signs: Iterable[str]) -> bool:
    said = _tidy(text)
    return any(fuzz.ratio(said, sign) >= _SAME for sign in signs)


def _tidy(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9-]", " ", text.lower()).split())
