"""Danger now is heard in any words, in a short message, and only where it is so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

import bot.reading.stories.learn_danger as learn_danger_module
from bot.content.model import Tier
from bot.content.stories import Message
from bot.reading import Reader
from bot.reading.hearing import Heard
from bot.reading.meaning import LEVELS, Guess, level_of
from bot.reading.model import Mention, Status
from bot.reading.stories.attuned import Scores
from bot.reading.stories.danger import UNSTOPPED_IN_STORY, DangerSense, unstopped
from bot.reading.stories.learn_danger import attune_danger, learn_danger
from bot.reading.stretches import Stretch
from tests.reading.stories.fake import guess, heard

CALM, GRAVE = 0, LEVELS - 1


@pytest.fixture(scope="module")
def sense() -> DangerSense:
    """Hears danger in what is grave: the vectors of ``guess`` point where their level is."""
    weights = np.zeros(384, np.float32)
    weights[GRAVE] = 4
    return DangerSense({"weights": weights, "offset": np.array([-6.0])})


def said(text: str, status: Status = Status.PRESENT) -> Heard:
    """One sentence whose vector is that of the tier which it begins with."""
    part = (Stretch(text, 0, len(text), text, status), guess(level_of(Tier(text.split()[0]))))
    return Heard(part, (part,), (part,), (), text)


def test_one_grave_part_is_enough(sense: DangerSense) -> None:
    assert sense.hears(heard(guess(CALM), guess(GRAVE), guess(CALM)))
    assert not sense.hears(heard(guess(CALM), guess(CALM)))


@pytest.mark.parametrize("status", Status)
def test_what_is_not_about_now_is_no_danger(sense: DangerSense, status: Status) -> None:
    """A denial may be the danger itself: "he won't come down"."""
    is_now = status in (Status.PRESENT, Status.DENIED)
    assert sense.hears(said("child_protection now", status)) is is_now
    assert not sense.hears(said("universal now", status))


def test_of_a_story_nothing_is_said(sense: DangerSense) -> None:
    story = heard(*4 * [guess(CALM)], guess(GRAVE))
    assert story.is_story and not sense.hears(story)


STORY = 5 * [guess(CALM)]
SURE = 4.0


class Again:
    """Reads again and is as sure as it is told to be; what it has read, and after what, is kept."""

    def __init__(self, sure: float) -> None:
        self.sure, self.asked = sure, []

    def read_each(self, texts: list[str]) -> list[str]:
        return texts

    def score(self, kind: str, read: str, before: np.ndarray) -> np.ndarray:
        self.asked.append((kind, read, *before))
        return np.array([self.sure])


def again(sense: DangerSense, sure: float = SURE) -> DangerSense:
    return DangerSense({"weights": sense._weights, "offset": np.array(sense._offset)}, Again(sure))


def in_one(sense: DangerSense, *sentences: Guess, whole: float = 0) -> bool:
    """Whether danger is heard in one of the sentences of a story, by the odds of the whole."""
    story = heard(*sentences)
    assert story.is_story
    return sense.hears_in_one(story, whole)


def test_one_sentence_of_many_is_enough(sense: DangerSense) -> None:
    assert in_one(again(sense), *STORY, guess(GRAVE), *STORY)
    assert not in_one(again(sense), *STORY)


def test_without_a_second_reading_nothing_is_heard_in_a_story(sense: DangerSense) -> None:
    assert not in_one(sense, *STORY, guess(GRAVE))


@pytest.mark.parametrize("sure", [-SURE, SURE])
def test_what_sounds_like_danger_is_read_again_and_that_decides(sense: DangerSense, sure: float) -> None:
    ear = again(sense, sure)
    assert in_one(ear, *STORY, guess(GRAVE)) is (sure > 0)
    assert ear.hears(said("child_protection now, on [name]")) is (sure > 0)
    of_story, of_message = ear._attuned.asked
    assert of_story[1] == "so" and of_message[:2] == ("harms", "child_protection now, on they")
    assert of_message[2] == pytest.approx(6.0)  # the sound, which is mended


def test_the_one_sentence_of_a_message_is_read_again_once(sense: DangerSense) -> None:
    ear = again(sense, -SURE)
    assert not ear.hears(said("child_protection now")) and len(ear._attuned.asked) == 1


@pytest.mark.parametrize("end", [".", "...", '."', ".)", " ."])
def test_what_sounds_like_danger_is_read_without_its_full_stop_too(sense: DangerSense, end: str) -> None:
    ear = again(sense)
    assert ear.hears(said(f"child_protection now{end}"))
    read = {text for _, text, _ in ear._attuned.asked}
    assert read == {f"child_protection now{end}", "child_protection now"}


class Stopped(Again):
    """Hears danger in what ends without a full stop only."""

    def score(self, kind: str, read: str, before: np.ndarray) -> np.ndarray:
        return np.array([-self.sure if read.endswith(".") else self.sure])


def test_in_a_story_a_sentence_without_its_full_stop_has_to_tell_more(sense: DangerSense) -> None:
    story = heard(*STORY, guess(GRAVE))
    *calm, (part, grave) = story.sentences
    stopped = replace(story, sentences=(*calm, (replace(part, text="he is here."), grave)))
    for more, is_danger in ((-1, False), (1, True)):
        sure = UNSTOPPED_IN_STORY + more
        ear = DangerSense({"weights": sense._weights, "offset": np.array(sense._offset)}, Stopped(sure))
        assert ear.hears_in_one(stopped, 0) is is_danger
        assert ear.hears(said("child_protection now.")), "a message has not"


def test_a_question_keeps_its_mark() -> None:
    assert unstopped("Is he here?") == "Is he here?"


def test_calm_sentences_are_not_read_again(sense: DangerSense) -> None:
    ear = again(sense)
    assert not in_one(ear, *STORY) and not ear._attuned.asked


@pytest.mark.parametrize(("sure", "is_danger"), [(-2, False), (-0.5, True), (0.5, False), (2, True)])
def test_the_rest_of_a_story_counts_a_little(sense: DangerSense, sure: float, is_danger: bool) -> None:
    """It decides where the sentence leaves it open, and no more."""
    nearly_open, read = abs(sure) < 1, again(sense, sure)
    assert in_one(read, *STORY, guess(GRAVE), whole=-4 * np.sign(sure)) is is_danger
    assert in_one(read, *STORY, guess(GRAVE)) is (is_danger is not nearly_open)


@pytest.mark.parametrize("status", Status)
def test_in_a_story_too_only_what_is_about_now_is_danger(sense: DangerSense, status: Status) -> None:
    story = heard(*STORY, guess(GRAVE))
    *calm, (part, grave) = story.sentences
    story = replace(story, sentences=(*calm, (replace(part, status=status), grave)))
    assert again(sense).hears_in_one(story, 0) is (status in (Status.PRESENT, Status.DENIED))


def test_a_short_message_is_not_read_as_a_story(sense: DangerSense) -> None:
    assert not again(sense).hears_in_one(said("child_protection now"), 0)


LONG_AGO = (
    "Dad came to the coffee morning for the first time. He lost his own brother to an overdose when he was "
    "nineteen. He talks about it openly and has had counselling. {} Both girls are doing well in Year 3 and "
    "Year 5. They are always in and on time. Mum works at the bakery. He offered to run the football."
)


def test_an_overdose_long_ago_is_no_danger(understood: Reader) -> None:
    assert not understood.read(LONG_AGO.format("He is a kind man.")).facts.danger


@pytest.mark.parametrize(
    "told",
    [
        "The older girl told me in the corridor just now that she has taken an overdose.",
        "He rang to say that his younger girl is not breathing.",
        "There is a man at the gate now with a knife.",
        "She took an overdose last night and seems ok.",
        "The baby was found unconscious.",
        "there's a lad outside with a machete",
        "She said she won't be here tomorrow.",
    ],
)
def test_danger_now_in_the_middle_of_a_long_calm_text_comes_first(understood: Reader, told: str) -> None:
    """Words guarantee it, whatever the rest sounds like."""
    assert understood.read(LONG_AGO.format(told)).facts.danger


@pytest.mark.parametrize(
    "told",
    [
        "His mate says he swallowed the lot an hour back and he's gone a funny colour.",
        "The baby won't wake and her lips are blue.",
        "Their dad has just turned up drunk and he is strapping both of them into the car.",
    ],
)
def test_danger_in_any_words_in_the_middle_of_a_long_calm_text_comes_first(
    understood: Reader, told: str
) -> None:
    """One sentence of nine, and no line of danger words need know it."""
    assert understood.read(LONG_AGO.format(told)).facts.danger


@pytest.mark.parametrize(
    "told",
    [
        "Dad is on his way with a hammer.",
        "Mum has drunk a bottle of vodka and is driving off with both of them.",
        "He has got hold of her by the hair in the yard.",
        "He is kicking the door in and the kids are behind it.",
    ],
)
def test_a_full_stop_talks_no_danger_down(understood: Reader, told: str) -> None:
    stopped, hurried = (understood.read(text).facts for text in (told, told.rstrip(".")))
    assert stopped.danger_guessed and hurried.danger_guessed, "no words name it"


@pytest.mark.parametrize(
    "told",
    [
        "She swallowed a bead at two and they laugh about it still.",
        "The little one got up on the stage by herself and sang.",
        "He told me with a grin that his driving test is on Friday.",
        "She has got the bread ready for the fair as I write this.",
    ],
)
def test_a_calm_sentence_more_is_no_danger(understood: Reader, told: str) -> None:
    assert not understood.read(LONG_AGO.format(told)).facts.danger


def test_it_is_learnt_where_in_a_message_the_danger_stands() -> None:
    """Of messages in danger only the part that says so is learnt, of the others every part."""
    messages = [
        Message(text=f"child_protection {number} now", danger=True, where=f"child_protection {number} now")
        for number in range(40)
    ] + [Message(text=f"early_help_multi {number} now", danger=False) for number in range(40)]

    def ear(text: str) -> tuple[Heard | None, tuple[Mention, ...]]:
        first = said(text).whole
        beside = said("universal and something else entirely").whole
        return Heard(first, (first, beside), (first, beside), (), text), ()

    calm = np.array([guess(CALM).vector for _ in range(40)])
    learnt = DangerSense(learn_danger(messages, ear, calm))
    assert learnt.hears(said("child_protection 99 now"))
    for tier in (Tier.EARLY_HELP_MULTI, Tier.UNIVERSAL):
        assert not learnt.hears(said(f"{tier.value} 99 now"))


class Encoder:
    """The vector of a text points where the tier is that it begins with."""

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        return np.array([said(text).whole[1].vector for text in texts])


def test_the_encoder_is_attuned_to_the_sentences_that_tell_and_to_those_that_do_not(
    sense: DangerSense, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ear(text: str) -> tuple[Heard | None, tuple[Mention, ...]]:
        parts = tuple(said(one).whole for one in text.split(" / "))
        return Heard(parts[0], parts, parts, (), text), ()

    learnt: dict[str, object] = {}

    def attune(
        encoder: object, texts: list[str], right: Scores, before: Scores, start: object, rounds: int
    ) -> object:
        learnt.update(right=dict(zip(texts, right.harms[:, 0])), before=before.harms[:, 0], start=start)
        return {"0.query.inner": 1, "focus": 2, "harms": 3, "tiers": 4, "routes_offset": 5}

    monkeypatch.setattr(learn_danger_module, "attune", attune)
    monkeypatch.setattr(learn_danger_module, "_LOUDEST", 1)
    monkeypatch.setattr(learn_danger_module, "_OTHERS", 1)
    grave, calm = "child_protection now", [f"universal {number}" for number in range(5)]
    messages = [
        Message(text=" / ".join([*calm, grave]), danger=True, where=grave),
        Message(text="child_protection long ago", danger=False),
        Message(text="child_protection right here / universal beside", danger=True, where="right here"),
    ]
    others = [
        "universal has its word. universal has no word! universal and so it ends.",
        "universal one. child_protection as loud as can be? universal and that was all.",
    ]
    start = {"0.query.inner": 1, "focus": 2, "harms": 3}
    found = attune_danger(messages, ear, others, sense, Encoder(), start)
    assert learnt["start"] == start
    assert found == {"0.query.inner": 1, "focus": 2, "harms": 3}
    told = learnt["right"]
    assert {text for text, is_danger in told.items() if is_danger} == {grave, "child_protection right here"}
    assert {*calm, "child_protection long ago", "child_protection as loud as can be?"} <= set(told)
    assert "universal beside" not in told  # of a short message in danger only what tells of it is known
    assert len(told) == len(calm) + 5  # one of the other four sentences beside the loudest
    assert max(learnt["before"]) > 0 > min(learnt["before"])


def test_a_few_words_in_common_are_not_what_tells_of_danger() -> None:
    where = "The little one is on the roof and he will not come in, he says he can see the estate."
    assert learn_danger_module._shares("he will not come in, he says", where)
    assert learn_danger_module._shares(where, "the roof and he will not come in")
    assert not learn_danger_module._shares("She will come in for the club on the estate.", where)


def test_a_message_in_which_nothing_is_heard_teaches_nothing() -> None:
    messages = [
        Message(text=f"{tier} {number}", danger=tier == "child_protection", where=where)
        for tier, where in (("child_protection", "child_protection"), ("universal", ""))
        for number in range(20)
    ]

    def deaf(text: str) -> tuple[Heard | None, tuple[Mention, ...]]:
        return (None, ()) if text.endswith(" 3") else (said(text), ())

    calm = np.array([guess(CALM).vector])
    some = learn_danger(messages, deaf, calm)
    same = learn_danger([one for one in messages if not one.text.endswith(" 3")], deaf, calm)
    assert np.array_equal(some["weights"], same["weights"])


@pytest.mark.parametrize(
    "text",
    [
        "she's gone all grey and I can't get her to answer me",
        "he's climbed over the railings on the flyover and won't come down",
        "she is under the table and her lips look blue",
        "her ex is hammering on the door with a bat",
        "she has emptied the whole packet and says she wants to die now",
    ],
)
def test_danger_is_heard_without_its_words(understood: Reader, text: str) -> None:
    assert understood.read(text).facts.danger


@pytest.mark.parametrize(
    "text",
    [
        "Mum wants a chat about toilet training and bedtimes.",
        "He was late again on Tuesday because the bus did not come.",
        "Year 5 are doing first aid next week, can you suggest a film?",
        "She told me that her uncle touched her two years ago, she does not see him any more.",
        "What should we do if a toddler drinks bleach?",
        "Is the school allowed to lock the gate when a man is outside?",
        "Year 4 are doing fire safety, can we borrow a hose?",
        "Dad is late again, who do I ring?",
        "He took an overdose three years ago, should I tell his new school?",
    ],
)
def test_no_danger_is_heard_where_there_is_none(understood: Reader, text: str) -> None:
    assert not understood.read(text).facts.danger
    assert not understood.read(text.rstrip(".")).facts.danger


@pytest.mark.parametrize(
    "text",
    [
        "She has drunk the bleach from under our sink, what do I do?",
        "The toddler in my room is gurgling and her lips are a strange colour, who do I ring?",
        "A man is at the gate with petrol and a lighter, do I lock the doors?",
        "He moved here in May and likes it. He is in my class. He reads well. He is good at sums. "
        "His mum has just rung to say she has swallowed every tablet in the house, what do I do?",
    ],
)
def test_danger_is_heard_in_a_question(understood: Reader, text: str) -> None:
    assert understood.read(text).facts.danger


def test_a_question_takes_nothing_from_what_was_told(understood: Reader) -> None:
    told = "Her stepdad hit her with a belt last night. She is nine."
    asked = f"{told} She was fine in assembly, is that not odd?"
    assert replace(understood.read(asked), text=told) == understood.read(told)
