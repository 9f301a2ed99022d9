"""The project's own questions: phrasings reach their family, and only theirs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from bot.content.load import Content
from bot.reading.answer import SURE, find
from bot.reading.encoder import Array
from bot.reading.finder import Finder, finder_of
from bot.reading.vectors import MODELS, Store
from tests import project


@pytest.fixture(scope="module")
def content() -> Content:
    return project.content()


@pytest.fixture(scope="module")
def finder(content: Content) -> Finder:
    return finder_of(content)


class Kept:
    """The encoder, for what `make train` has encoded: thousands of phrasings in a moment."""

    def encode(self, texts: Sequence[str]) -> Array:
        return Store(MODELS, keep=False).vectors(texts, "questions.npz")


def test_every_phrasing_reaches_its_own_subject_and_no_neighbour(
    content: Content, finder: Finder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.reading.finder.shared", Kept)
    asked = [
        (text, family.subject)
        for family in content.families.values()
        for text in (family.ask, *family.phrasings)
    ]
    best = finder.signals([text for text, _ in asked]).subjects.argmax(1)
    found = [finder.subjects[place] for place in best]
    stolen = [(text, other) for (text, own), other in zip(asked, found) if other != own]
    assert len(stolen) <= 0.02 * len(asked), stolen


def test_a_phrasing_that_nobody_wrote_finds_its_subject(
    finder: Finder, record_property: Callable[[str, object], None]
) -> None:
    """Each is looked up with itself left out. As phrasings are written to differ, this is the hardest."""
    first, among_three = (finder.trial.place == 0).mean(), (finder.trial.place < 3).mean()
    record_property("found first", round(float(first), 3))
    record_property("found among the first three", round(float(among_three), 3))
    assert first >= 0.65 and among_three >= 0.8


def test_what_is_answered_is_mostly_right(finder: Finder) -> None:
    trial = finder.trial
    answered = trial.sure >= SURE
    assert (trial.place[answered] == 0).mean() >= 0.85


def test_what_nobody_wrote_is_seldom_answered(finder: Finder) -> None:
    assert (finder.trial.absent >= SURE).mean() <= 0.15
    assert (finder.trial.outside >= SURE).mean() <= 0.05


def test_the_confidence_is_calibrated(finder: Finder) -> None:
    """Of the questions answered with a chance around 0.7, about that share is right."""
    trial = finder.trial
    chance = np.concatenate([trial.sure, trial.absent, trial.outside])
    right = np.concatenate([trial.place == 0, np.zeros(len(trial.absent) + len(trial.outside), bool)])
    weight = np.concatenate(
        [np.ones(len(trial.sure)), np.full(len(trial.absent), 0.25), np.ones(len(trial.outside))]
    )
    for low, high in ((0, 0.25), (0.25, 0.5), (0.5, 0.75), (0.75, 1)):
        some = (chance >= low) & (chance < high)
        if weight[some].sum() >= 50:
            share = np.average(right[some], weights=weight[some])
            assert abs(share - np.average(chance[some], weights=weight[some])) <= 0.15, (low, share)


@pytest.mark.parametrize("key", project.content().out_of_scope)
def test_examples_out_of_scope_are_declined(content: Content, key: str) -> None:
    """Every third one: the trial of the confidence has looked at all."""
    some = content.out_of_scope[key].phrasings[::3]
    assert not [text for text in some if find(text, content, None).is_known]


def test_what_was_learnt_is_not_learnt_again(content: Content, monkeypatch: pytest.MonkeyPatch) -> None:
    finder_of(content)

    def refuse(*_: object) -> None:
        raise AssertionError("learnt again")

    monkeypatch.setattr("bot.reading.finder.fit", refuse)
    monkeypatch.setattr("bot.reading.encoder.Encoder.encode", refuse)
    Finder(content)


def test_an_answer_that_compares_other_councils_is_given(content: Content) -> None:
    found = find("how many stages has Wirral's procedure for professional disagreement", content, None)
    assert "escalation_other_areas" in [family.id for family in found.families]
