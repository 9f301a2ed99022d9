"""What labelled stories teach, how it is kept, and when it is learnt again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import bot.reading.stories.learn as learn_module
from bot.content.load import Content
from bot.content.model import TIERS, Route, Tier
from bot.content.stories import WEIGHTS, Message, Story, fingerprint
from bot.reading.encoder import Array, shared
from bot.reading.hearing import Heard
from bot.reading.model import Mention
from bot.reading.stories.learn import keep, learn
from bot.reading.stories.likely import Likely
from bot.reading.stories.weights import (
    DANGER,
    STATEMENTS,
    STORIES,
    Taught,
    Weights,
    kept_attuned,
    kept_weights,
    what_is_stale,
)
from tests.reading.stories.fake import HARMS, SAID, dozen, ear, guess, harms_content, heard, write

ROUTES = tuple(Route)


@pytest.fixture(scope="module")
def content() -> Content:
    return harms_content()


@pytest.fixture(scope="module")
def learnt(content: Content) -> dict[str, Array]:
    return learn(dozen(each=40), ear, content)


@pytest.fixture(scope="module")
def weights(content: Content, learnt: dict[str, Array]) -> Weights:
    return Weights(learnt, content)


@pytest.fixture()
def kept(learnt: dict[str, Array], tmp_path: Path) -> Path:
    """What was learnt, beside the stories it was learnt from."""
    folder = write(dozen(each=40), tmp_path / "stories")
    keep(learnt, fingerprint(folder), folder / WEIGHTS)
    return folder / WEIGHTS


def replace_words(story: Story, word: str) -> Story:
    return story.copy(update={"text": f"{story.text} {word}"})


def likely(weights: Weights, text: str) -> Likely:
    heard, found = ear(text)
    assert heard is not None
    return weights.likely(heard, found)


def test_a_story_is_most_likely_what_such_stories_were(weights: Weights) -> None:
    calm, grave = likely(weights, "universal 99"), likely(weights, "child_protection 99")
    assert TIERS[calm.tiers.argmax()] is Tier.UNIVERSAL and ROUTES[calm.routes.argmax()] is Route.UNIVERSAL
    assert grave.tiers[3:].sum() > 0.8 > 0.2 > calm.tiers[3:].sum()


@pytest.mark.parametrize("harm", HARMS)
def test_the_harm_that_is_spoken_of_is_the_likeliest(weights: Weights, harm: str) -> None:
    harms = likely(weights, f"child_in_need 99 {SAID[harm]}").harms
    assert max(harms, key=harms.__getitem__) == harm and harms[harm] > 0.5


def test_chances_of_tiers_and_of_routes_sum_to_one(weights: Weights) -> None:
    for tier in TIERS:
        told = likely(weights, f"{tier.value} 99")
        assert (told.tiers.shape, told.routes.shape) == ((len(TIERS),), (len(ROUTES),))
        assert told.tiers.sum() == pytest.approx(1, abs=1e-5) == told.routes.sum()
        assert tuple(told.harms) == HARMS and all(0 <= chance <= 1 for chance in told.harms.values())


def test_what_no_story_has_gets_no_chance(content: Content) -> None:
    """A dozen stories: none for the LADO, and none at the highest tier or the two lowest."""
    few = dozen((Tier.EARLY_HELP_MULTI, Tier.CHILD_IN_NEED))
    told = likely(Weights(learn(few, ear, content), content), "child_in_need 99")
    assert TIERS[told.tiers.argmax()] is Tier.CHILD_IN_NEED
    assert ROUTES[told.routes.argmax()] is Route.FRONT_DOOR
    assert told.tiers[[0, 1, 4]].tolist() == [0, 0, 0] and told.routes[ROUTES.index(Route.LADO)] == 0
    assert told.tiers.sum() == pytest.approx(1, abs=1e-5) == told.routes.sum()


def test_of_two_tiers_each_is_told_from_the_other(content: Content) -> None:
    two = Weights(learn(dozen((Tier.UNIVERSAL, Tier.CHILD_PROTECTION)), ear, content), content)
    for tier in (Tier.UNIVERSAL, Tier.CHILD_PROTECTION):
        told = likely(two, f"{tier.value} 99").tiers
        assert TIERS[told.argmax()] is tier and told.max() > 0.7


def test_a_story_in_which_nothing_is_heard_teaches_nothing(content: Content) -> None:
    def half_deaf(text: str) -> tuple[Heard | None, tuple[Mention, ...]]:
        return (None, ()) if " 5 " in text else ear(text)

    without = [one for one in dozen() if " 5 " not in one.text]
    assert 0 < len(without) < len(dozen())
    some, same = learn(dozen(), half_deaf, content), learn(without, ear, content)
    assert all(np.array_equal(some[key], same[key]) for key in some)


def test_what_was_learnt_is_read_again(content: Content, weights: Weights, kept: Path) -> None:
    again = kept_weights(content, kept)
    assert again.stories is not None and again.statements is not None
    before, after = likely(weights, "child_in_need 99 hit"), likely(again.stories, "child_in_need 99 hit")
    assert np.allclose(before.tiers, after.tiers, atol=0.01)
    assert after.harms == pytest.approx(before.harms, abs=0.01)


@pytest.mark.usefixtures("step_by_step")
def test_with_an_encoder_it_is_attuned_and_that_is_kept_too(
    content: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.reading.stories.attune._ROUNDS", 1)
    monkeypatch.setattr("bot.reading.stories.attune._BETTER", 2.0)  # a dozen texts teach nothing in a round
    folder = write(dozen(), tmp_path / "stories")
    keep(learn(dozen(), ear, content, shared()), fingerprint(folder), folder / WEIGHTS)
    again = kept_weights(content, folder / WEIGHTS)
    assert again.stories is not None and again.attuned is not None
    before = likely(again.stories, "child_in_need 99 hit")
    after = again.attuned.mended(before, "child_in_need 99 hit")
    assert tuple(after.harms) == HARMS and after.tiers.sum() == pytest.approx(1)
    assert not np.array_equal(after.tiers, before.tiers)
    assert "focus" in kept_attuned(content, folder / WEIGHTS)
    assert kept_attuned(harms_content(HARMS[:2]), folder / WEIGHTS) == {}


def test_danger_goes_on_from_what_was_learnt_of_danger_or_else_of_stories(
    content: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = np.ones(1, np.float32), np.full(1, 2, np.float32)
    begun: list[dict[str, Array]] = []

    def attune_danger(*given: Any) -> dict[str, Array]:
        begun.append(given[-1])
        return {"harms": two}

    of_stories = {"0.query.inner": one, "focus": one, "harms": one}
    monkeypatch.setattr(learn_module, "attune", lambda *_: of_stories)
    monkeypatch.setattr(learn_module, "attune_danger", attune_danger)
    monkeypatch.setattr(learn_module, "learn_danger", lambda *_: {"weights": one, "offset": one})
    messages = [Message(text="The baby is blue", danger=True, where="The baby is blue")]
    first = learn(dozen(), ear, content, shared(), messages=messages)
    keep(first, "", tmp_path / WEIGHTS)
    of_danger = kept_attuned(content, tmp_path / WEIGHTS, DANGER)
    learn(dozen(), ear, content, shared(), messages=messages, start_of_danger=of_danger)
    assert begun == [{"0.query.inner": one, "focus": one}, {"harms": two}]


def test_what_is_kept_holds_no_pickle(kept: Path) -> None:
    with np.load(kept, allow_pickle=False) as arrays:
        assert all(arrays[key].dtype != object for key in arrays.files)


def test_what_is_kept_fits_the_stories_and_topics_it_was_learnt_from(content: Content, kept: Path) -> None:
    assert what_is_stale(content, kept.parent) == ""
    assert kept_weights(harms_content(HARMS[:2]), kept) == Taught()
    assert "topics" in what_is_stale(harms_content(HARMS[:2]), kept.parent)
    write(dozen()[1:], kept.parent)
    assert "stories" in what_is_stale(content, kept.parent)


@pytest.mark.parametrize("held", ["nothing", "an empty file", "no archive", "half of it", "other bytes"])
def test_weights_that_cannot_be_read_are_left_out_and_the_log_says_so(
    content: Content, kept: Path, held: str, caplog: pytest.LogCaptureFixture
) -> None:
    whole = kept.read_bytes()
    broken = {
        "an empty file": b"",
        "no archive": b"PK no archive",
        "half of it": whole[: len(whole) // 2],
        "other bytes": whole[:200] + bytes(200) + whole[400:],
    }
    kept.unlink()
    if held in broken:
        kept.write_bytes(broken[held])
    assert kept_weights(content, kept) == Taught() and what_is_stale(content, kept.parent)
    assert "make stories" in caplog.text


def test_the_project_keeps_what_its_own_stories_taught(project: Content) -> None:
    kept = kept_weights(project)
    assert what_is_stale(project) == "" and None not in kept


def test_statements_are_learnt_apart_and_know_no_route(content: Content, learnt: dict[str, Array]) -> None:
    told = likely(Weights(learnt, content, STATEMENTS), "child_protection 99")
    assert told.routes is None and TIERS[told.tiers.argmax()] is Tier.CHILD_PROTECTION


def test_a_long_story_teaches_no_statement_and_one_without_a_route_no_story(content: Content) -> None:
    def long_winded(text: str) -> tuple[Heard | None, tuple[Mention, ...]]:
        told, found = ear(text)
        assert told is not None
        return replace(told, sentences=told.sentences * 2), found

    assert not any(key.startswith(STATEMENTS) for key in learn(dozen(), long_winded, content))
    short = [one.copy(update={"route": None, "role": None, "age": None}) for one in dozen()]
    assert not any(key.startswith(STORIES) for key in learn(short, ear, content))


def test_a_word_that_only_one_tier_uses_tells_it(content: Content) -> None:
    stories = dozen(each=12)
    for tier in TIERS:
        told = [replace_words(one, f"plum{tier.rank}") if one.tier is tier else one for one in stories]
        learnt = Weights(learn(told, ear, content), content)
        neutral, _ = ear("universal 99")
        assert neutral is not None
        with_word = learnt.likely(replace(neutral, words=f"plum{tier.rank} plum{tier.rank}"), ())
        without = learnt.likely(replace(neutral, words="nothing known"), ())
        assert with_word.tiers[tier.rank] > without.tiers[tier.rank]


def test_a_long_story_is_weighed_like_a_short_one(weights: Weights) -> None:
    for sentences in (1, 4, 40):
        told = weights.likely(heard(*[guess(3, "neglect")] * sentences), ())
        assert told.tiers[3:].sum() > 0.8 and told.harms["neglect"] == max(told.harms.values())
