"""What labelled stories teach, how it is kept, and when it is learnt again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.content.load import Content
from bot.content.model import TIERS, Route, Tier
from bot.reading.hearing import Heard
from bot.reading.model import Mention
from bot.reading.stories.weights import Likely, Weights, kept_weights, learn
from bot.reading.vectors import Store
from tests.reading.stories.fake import HARMS, SAID, dozen, ear, guess, harms_content, heard, write

ROUTES = tuple(Route)


class Counting:
    """An ear that counts what it hears."""

    def __init__(self) -> None:
        self.heard = 0

    def __call__(self, text: str) -> tuple[Heard | None, tuple[Mention, ...]]:
        self.heard += 1
        return ear(text)


@pytest.fixture(scope="module")
def content() -> Content:
    return harms_content()


@pytest.fixture(scope="module")
def weights(content: Content) -> Weights:
    return Weights(learn(dozen(), ear, content), content)


@pytest.fixture()
def folder(tmp_path: Path) -> Path:
    return write(dozen(), tmp_path / "stories")


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


def test_what_was_learnt_is_read_again(content: Content, folder: Path, tmp_path: Path) -> None:
    store, first, second = Store(tmp_path / "models"), Counting(), Counting()
    learnt = kept_weights(content, first, store, folder)
    kept = kept_weights(content, second, store, folder)
    assert (first.heard, second.heard) == (len(dozen()), 0)
    before, after = likely(learnt, "child_in_need 99 hit"), likely(kept, "child_in_need 99 hit")
    assert before.tiers.tolist() == after.tiers.tolist() and before.harms == after.harms


def test_what_is_kept_holds_no_pickle(content: Content, folder: Path, tmp_path: Path) -> None:
    kept_weights(content, ear, Store(tmp_path), folder)
    with np.load(tmp_path / "stories.npz", allow_pickle=False) as arrays:
        assert all(arrays[key].dtype != object for key in arrays.files)


def test_it_is_learnt_anew_when_a_story_changes(content: Content, folder: Path, tmp_path: Path) -> None:
    store, again = Store(tmp_path / "models"), Counting()
    kept_weights(content, ear, store, folder)
    write(dozen()[1:], folder)
    kept_weights(content, again, store, folder)
    assert again.heard == len(dozen()) - 1


def test_it_is_learnt_anew_when_another_topic_is_harm(content: Content, folder: Path, tmp_path: Path) -> None:
    store, again = Store(tmp_path / "models"), Counting()
    kept_weights(harms_content(HARMS[:2]), ear, store, folder)
    told = likely(kept_weights(content, again, store, folder), "child_in_need 99")
    assert again.heard and tuple(told.harms) == HARMS


def test_it_is_learnt_anew_when_asked_and_when_its_file_is_broken(
    content: Content, folder: Path, tmp_path: Path
) -> None:
    store, asked, broken = Store(tmp_path / "models"), Counting(), Counting()
    kept_weights(content, ear, store, folder)
    kept_weights(content, asked, store, folder, fresh=True)
    (tmp_path / "models" / "stories.npz").write_bytes(b"PK no archive")
    kept_weights(content, broken, store, folder)
    assert asked.heard == broken.heard == len(dozen())


def test_a_long_story_is_weighed_like_a_short_one(weights: Weights) -> None:
    for sentences in (1, 4, 40):
        told = weights.likely(heard(*[guess(3, "neglect")] * sentences), ())
        assert told.tiers[3:].sum() > 0.8 and told.harms["neglect"] == max(told.harms.values())
