"""A story as numbers: always as many, whatever its length, and what is not so stands apart."""

from __future__ import annotations

import numpy as np
import pytest

from bot.content.load import Content
from bot.content.model import TIERS
from bot.reading.model import Status
from bot.reading.stories.features import features
from bot.reading.stories.harms import harm_features
from bot.reading.stories.sound import odds, sound_of
from tests.reading.stories.fake import HARMS, guess, harms_content, heard, sign

EVEN = np.full(len(TIERS), 1 / len(TIERS))
HARDLY = np.full(len(HARMS), 0.02)


@pytest.fixture(scope="module")
def content() -> Content:
    return harms_content()


def test_one_sentence_and_ten_make_as_many_numbers(content: Content) -> None:
    short, long = sound_of(heard(guess(3))), sound_of(heard(*[guess(1, "neglect"), guess(3)] * 5))
    found = (sign("no_food"), sign("hit_by_carer", Status.DENIED))
    of_short, of_long = features(short, (), content), features(long, found, content)
    assert of_short.shape == of_long.shape and of_short.ndim == 1
    assert np.isfinite(of_short).all() and np.isfinite(of_long).all()
    rows = [harm_features(sound, found, EVEN, HARDLY, HARMS, content) for sound in (short, long)]
    assert rows[0].shape == rows[1].shape == (len(HARMS), rows[0].shape[1])
    assert all(np.isfinite(row).all() for row in rows)


def test_the_order_of_sentences_makes_no_difference(content: Content) -> None:
    one, other = (guess(0), guess(3, "neglect")), (guess(3, "neglect"), guess(0))
    last = guess(1)
    first, second = (features(sound_of(heard(*both, last)), (), content) for both in (one, other))
    assert first == pytest.approx(second)


def test_what_is_not_so_stands_apart(content: Content) -> None:
    so, hit = guess(0), guess(3, "physical_abuse")
    sound = sound_of(heard(so, gone=[hit]))
    place = sound.names.index("physical_abuse")
    assert sound.topics.shape[0] == 1 and sound.topics[0, place] < 0.1 < 0.8 < sound.gone[place]
    told = sound_of(heard(so, hit))
    assert told.topics[:, place].max() > 0.8 and not told.gone.any()


def test_where_nothing_is_so_all_of_it_counts() -> None:
    sound = sound_of(heard(gone=[guess(3, "neglect"), guess(0)]))
    assert sound.levels.shape[0] == 2 and not sound.gone.any()


def test_the_vector_has_length_one() -> None:
    assert np.linalg.norm(sound_of(heard(guess(0), guess(3), guess(3))).vector) == pytest.approx(1)


@pytest.mark.parametrize("status", [one for one in Status if one is not Status.PRESENT])
def test_a_sign_that_is_so_counts_otherwise_than_one_that_is_not(content: Content, status: Status) -> None:
    sound = sound_of(heard(guess(1)))
    none, so, gone = (
        features(sound, found, content)
        for found in ((), (sign("hit_by_carer"),), (sign("hit_by_carer", status),))
    )
    assert not np.array_equal(none, so) and not np.array_equal(none, gone) and not np.array_equal(so, gone)


def test_a_sign_speaks_for_its_own_harm_only(content: Content) -> None:
    sound = sound_of(heard(guess(1)))
    without, with_sign = (
        harm_features(sound, found, EVEN, HARDLY, HARMS, content) for found in ((), (sign("no_food"),))
    )
    changed = [
        harm for harm, before, now in zip(HARMS, without, with_sign) if not np.array_equal(before, now)
    ]
    assert changed == ["neglect"]


def test_a_sign_of_no_harm_changes_no_harm(content: Content) -> None:
    sound = sound_of(heard(guess(1)))
    without, with_sign = (
        harm_features(sound, found, EVEN, HARDLY, HARMS, content)
        for found in ((), (sign("school_age_only"),))
    )
    assert np.array_equal(without, with_sign)


def test_the_first_number_of_a_harm_is_how_likely_it_is_where_it_is_likeliest(content: Content) -> None:
    sound = sound_of(heard(guess(0), guess(3, "neglect"), guess(0)))
    first = dict(zip(HARMS, harm_features(sound, (), EVEN, HARDLY, HARMS, content)[:, 0]))
    assert first["neglect"] == pytest.approx(float(odds(np.array(0.9)))) and first["physical_abuse"] < 0


def test_odds_are_held_where_something_is_certain() -> None:
    held = odds(np.array([0.0, 0.5, 1.0]))
    assert np.isfinite(held).all() and held[1] == 0 and held[0] == pytest.approx(-held[2])
