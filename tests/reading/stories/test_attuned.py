"""The encoder attuned to labelled texts: what is learnt mends what was likely before."""

from __future__ import annotations

import numpy as np
import pytest

from bot.content.model import TIERS, Route, Tier
from bot.reading.encoder import DIMENSIONS, LAYERS, STEPS, Array, Encoder, name_of, shared
from bot.reading.stories import attune as attuning
from bot.reading.stories.attune import LearntNothing, attune, labels_of
from bot.reading.stories.attuned import Attuned, Scores
from bot.reading.stories.likely import Likely
from tests.reading.stories.fake import HARMS, a_story, dozen

ROUTES = tuple(Route)
HIT = "He says his dad hits him with a belt."
NOT_HIT = "He says nobody hits him at home."


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return shared()


def even() -> Likely:
    """As if nothing were known."""
    return Likely(
        np.full(len(TIERS), 1 / len(TIERS), np.float32),
        np.full(len(ROUTES), 1 / len(ROUTES), np.float32),
        dict.fromkeys(HARMS, 0.5),
    )


def nothing_known(texts: int) -> Scores:
    return Scores(*(np.zeros((texts, many), np.float32) for many in (len(TIERS), len(ROUTES), len(HARMS))))


def changes(strength: float) -> dict[str, Array]:
    """A change to every dense step, of rank 2."""
    draw = np.random.default_rng(3)
    found: dict[str, Array] = {}
    for layer in range(LAYERS):
        for step in STEPS:
            out, into = shared().published[f"{name_of(layer, step)}.weight"].shape
            found[f"{layer}.{step}.inner"] = draw.normal(size=(2, into)).astype(np.float32)
            found[f"{layer}.{step}.outer"] = strength * draw.normal(size=(out, 2)).astype(np.float32)
    return found


def attuned_to_nothing(**given: Array) -> Attuned:
    learnt: dict[str, Array] = {"focus": np.zeros(DIMENSIONS, np.float32)}
    for kind, many in (("tiers", len(TIERS)), ("routes", len(ROUTES)), ("harms", len(HARMS))):
        learnt |= {
            kind: np.zeros((DIMENSIONS, many), np.float32),
            f"{kind}_offset": np.zeros(many, np.float32),
            f"{kind}_before": np.ones((), np.float32),
        }
    return Attuned({**learnt, **given}, shared())


def test_without_a_change_words_mean_what_the_published_model_says(encoder: Encoder) -> None:
    mean = encoder.attuned({}).words(HIT).mean(0)
    assert np.allclose(mean / np.linalg.norm(mean), encoder.encode([HIT])[0], atol=1e-5)


def test_a_change_of_low_rank_is_the_same_as_other_weights(encoder: Encoder) -> None:
    learnt = changes(strength=0.01)
    merged = {
        name_of(layer, step): encoder.published[f"{name_of(layer, step)}.weight"]
        + learnt[f"{layer}.{step}.outer"] @ learnt[f"{layer}.{step}.inner"]
        for layer in range(LAYERS)
        for step in STEPS
    }
    other = encoder.attuned({})
    for number, layer in enumerate(other._layers):
        layer._dense = {
            step: dense._replace(weight=merged[name_of(number, step)]) for step, dense in layer._dense.items()
        }
    changed = encoder.attuned(learnt).words(HIT)
    assert np.allclose(changed, other.words(HIT), atol=1e-4)
    assert not np.allclose(changed, encoder.attuned({}).words(HIT), atol=1e-2)


def test_the_published_encoder_stays_as_it_is(encoder: Encoder) -> None:
    before = encoder.encode([HIT])
    encoder.attuned(changes(strength=1)).words(HIT)
    assert np.array_equal(encoder.encode([HIT]), before)


def test_a_text_is_read_to_its_end_however_long_it_is() -> None:
    calm = "She was in class on time and ate her lunch with the others. " * 60
    whole = shared().attuned({})
    assert len(whole.words(calm)) > 800
    assert len(whole.words(calm + HIT)) > len(whole.words(calm))


def test_texts_side_by_side_mean_what_they_mean_alone(encoder: Encoder) -> None:
    """Short ones, one that is longer than the model knows places for, and none."""
    whole = encoder.attuned(changes(strength=1))
    texts = ["He hit him.", "She is fine. " * 150, HIT, "", *(f"He is {age}." for age in range(9))]
    beside = whole.words_of_each(texts)
    assert all(np.allclose(whole.words(text), one, atol=1e-4) for text, one in zip(texts, beside))
    assert len(beside) == len(texts) and whole.words_of_each([]) == []


def test_what_has_learnt_nothing_mends_nothing() -> None:
    likely = even()._replace(harms=dict(zip(HARMS, (0.01, 0.5, 0.99))))
    mended = attuned_to_nothing().mended(likely, HIT)
    assert np.allclose(mended.tiers, likely.tiers, atol=1e-5)
    assert likely.routes is not None and mended.routes is not None
    assert np.allclose(mended.routes, likely.routes, atol=1e-5)
    assert mended.harms == pytest.approx(likely.harms, abs=1e-5)


def test_a_statement_stays_without_a_route() -> None:
    assert attuned_to_nothing().mended(even()._replace(routes=None), HIT).routes is None


def test_what_was_sure_before_can_be_mended() -> None:
    sure = even()._replace(harms=dict(zip(HARMS, (0.0, 0.0, 1.0))))
    strong = attuned_to_nothing(harms_offset=np.array([20, 0, -20], np.float32)).mended(sure, HIT)
    neglect, physical_abuse, domestic_abuse = strong.harms.values()
    assert neglect > 0.99 and physical_abuse < 0.01 and domestic_abuse < 0.01


def test_labels_share_what_a_lead_would_also_take() -> None:
    story = a_story(Tier.CHILD_IN_NEED, 1, ("neglect",)).copy(update={"also": Tier.CHILD_PROTECTION})
    tiers, routes, harms = labels_of([story, story.copy(update={"route": None})], HARMS)
    assert tiers[0].tolist() == pytest.approx([0, 0, 0, 0.65, 0.35]) and harms[0].tolist() == [1, 0, 0]
    assert routes[0, ROUTES.index(Route.FRONT_DOOR)] == 1 and not routes[1].any()


@pytest.mark.usefixtures("step_by_step")
def test_word_order_is_learnt(encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same words in another order, of which one is harm: no count of words tells them apart."""
    monkeypatch.setattr(attuning, "_ROUNDS", 6)
    monkeypatch.setattr(attuning, "_RATE", 3e-3)
    monkeypatch.setattr(attuning, "_BATCH", 8)
    who = ("dad", "mum", "his uncle", "her stepdad", "nan", "the lodger", "his brother", "their carer")
    true = [f"No bruises, but {one} hits him." for one in who]
    untrue = [f"{one} hits no bruises, but him.".capitalize() for one in who]
    stories = dozen([Tier.CHILD_PROTECTION], 8) + dozen([Tier.UNIVERSAL], 8)
    right = labels_of(stories, HARMS)
    learnt = attune(encoder, true + untrue, right, nothing_known(len(stories)))
    read = Attuned(learnt, encoder)
    grave, calm = (
        read.mended(even(), text).tiers
        for text in ("No bruises, but his coach hits him.", "His coach hits no bruises, but him.")
    )
    assert grave[4] > 0.6 > 0.4 > calm[4]
    monkeypatch.setattr(attuning, "_RATE", 0.0)
    gone_on = attune(encoder, true + untrue, right, nothing_known(len(stories)), start=learnt)
    assert gone_on.keys() == learnt.keys()
    assert all(np.allclose(gone_on[name], learnt[name], atol=1e-6) for name in learnt)
    monkeypatch.setattr(attuning, "_RATE", 3e-3)
    is_so = np.array([[1.0]] * len(true) + [[0.0]] * len(untrue), np.float32)
    nothing = np.zeros_like(is_so)
    encoder_alone = {name: of for name, of in learnt.items() if "." in name or name == "focus"}
    other = attune(
        encoder,
        true + untrue,
        Scores(nothing, nothing, is_so),
        Scores(nothing, nothing, nothing),
        start=encoder_alone,
        rounds=3,
    )
    assert other["harms"].shape == (384, 1)
    scores = [float(other["harms"][:, 0] @ Attuned(other, encoder).read(text)) for text in true + untrue]
    assert min(scores[: len(true)]) > max(scores[len(true) :])


@pytest.mark.usefixtures("step_by_step")
def test_what_is_no_better_than_before_is_not_kept(encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attuning, "_RATE", 0.0)
    right = labels_of(dozen([Tier.UNIVERSAL], 2), HARMS)
    with pytest.raises(LearntNothing, match="nothing is kept"):
        attune(encoder, [HIT, NOT_HIT], right, nothing_known(2))


@pytest.mark.usefixtures("step_by_step")
def test_what_reads_all_texts_alike_is_not_kept(encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Better offsets alone can be much better than nothing, and would hide it."""
    monkeypatch.setattr(attuning, "_BETTER", 2.0)

    def learn() -> dict[str, Array]:
        return attune(encoder, [HIT, NOT_HIT], labels_of(dozen([Tier.UNIVERSAL], 2), HARMS), nothing_known(2))

    assert learn()
    read = np.random.default_rng(1).normal(size=DIMENSIONS)
    monkeypatch.setattr(Attuned, "read_each", lambda *_: [read, 1.001 * read])
    with pytest.raises(LearntNothing, match="alike"):
        learn()
