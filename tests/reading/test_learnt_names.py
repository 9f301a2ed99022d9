"""What no rule can tell is learnt from marked texts: names in small letters, anywhere in a sentence."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from bot.content.marked import MARKED_FOLDER, Mark, MarkedText, read_marked
from bot.reading.personal.gazetteer import Gazetteer
from bot.reading.personal.learn import labels, learn, masked
from bot.reading.personal.learnt import FINGERPRINT_FILE, LEARNT_FILE, LearntFinder, NothingLearnt, is_stale
from bot.reading.personal.sights import tokens_of
from bot.reading.redact import Redactor, redact
from bot.reading.rules import area_names, content_words, load_rules

RULES = load_rules().redaction


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(RULES, area_names(), content_words())


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("told quentessa i would ring her back and never did", ["quentessa"]),
        ("i think jorvika needs someone to talk to", ["jorvika"]),
        ("zhakariyah and his sister ummaira were not collected again", ["zhakariyah", "ummaira"]),
        ("worried about thaddiel tbh he wont eat", ["thaddiel"]),
        ("met with ngozika and dad today, dad did all the talking", ["ngozika"]),
        ("can i refer shavonte without mums ok", ["shavonte"]),
        ("bronagh has a black eye and says she fell", ["bronagh"]),
        ("mum says lubomir hits her when hes drunk", ["lubomir"]),
        ("SPOKE TO OSMONDA AT THE GATE SHE IS SCARED OF HIM", ["OSMONDA"]),
        ("hes at thornwick academy in y9 and not been in since june", ["thornwick"]),
    ],
)
def test_a_name_in_any_writing_goes(text: str, gone: list[str]) -> None:
    redacted = redact(text)
    assert not [name for name in gone if name in redacted], redacted


@pytest.mark.parametrize(
    "text",
    [
        "who do i ring in wigan after five",
        "mark on his arm, amber on the tool, rose to 40 on the score",
        "will he be ok till monday, may be too late by then",
        "mithered all day by attendance, ngl im done",
        "definatly not safe, greif in the family and no sleep",
        "nobody has seen the baby since tuesday and mum wont open the door",
        "found a knife and a burner phone in his bag",
        "her paracetamol and sertraline are kept in an open drawer",
        "SHE TOOK AN OVERDOSE AN HOUR AGO AND WONT GO TO A&E",
        "babcia collects him, ammi works nights, the imam rang",
        "baby is floppy and wont wake up",
        "dziecko ma siniaki i boi się taty",
        "мальчик боится идти домой",
        "孩子不敢回家",
        "<img src=x onerror=alert(2)></textarea> was in the note",
    ],
)
def test_what_guidance_rests_on_stays(text: str) -> None:
    assert redact(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Clare's Law was asked for twice",
        "They talked about Jack Daniel's and Stella",
        "Victoria station, 9pm",
    ],
)
def test_what_rules_know_to_stay_is_not_taken_by_what_was_learnt(text: str) -> None:
    rules_alone = Redactor(RULES, area_names(), content_words(), learnt=None)
    assert redact(text) == rules_alone(text)


def test_more_is_found_than_by_rules_alone() -> None:
    """On texts that were learnt from: that the rules need the help, not how well it does."""
    rules_alone = Redactor(RULES, area_names(), content_words(), learnt=None)
    texts = random.Random(7).sample(read_marked(), 200)
    left = {
        name: sum(_left(text, find(text.text)) for text in texts)
        for name, find in {"rules": rules_alone, "all": redact}.items()
    }
    assert left["all"] < left["rules"] / 4


def _left(marked: MarkedText, redacted: str) -> int:
    names = (marked.text[mark.start : mark.end] for mark in marked.marks if mark.placeholder == "name")
    return sum(bool(re.search(rf"\b{re.escape(name)}\b", redacted)) for name in names)


def test_a_name_is_learnt_from_the_words_around_it(gazetteer: Gazetteer, tmp_path: Path) -> None:
    """No list holds these names, and what is asked for was in no lesson."""
    made = [f"{a}{b}{c}" for a in "bdgklmnprt" for b in ("ov", "ul", "esk") for c in ("ar", "in", "o")]
    texts = [marked(f"told <{name}> about the form") for name in made]
    texts += [marked(f"told {who} about the form") for who in ("mum", "dad", "the school", "nobody") * 8]
    learn(texts, ["told the nurse about the form"] * 5, gazetteer, tmp_path / LEARNT_FILE)
    finder = LearntFinder(gazetteer, tmp_path)
    assert finder.find("told zuvesk about the form") == [Mark(5, 11, "name")]
    assert finder.find("told nobody about the form") == []
    assert finder.find("told zuvesk about the form", stay=[(5, 11)]) == []
    assert finder.find("") == []


def marked(text: str) -> MarkedText:
    """With a name in angle brackets marked."""
    start, end = text.find("<"), text.find(">") - 1
    marks = (Mark(start, end, "name"),) if start >= 0 else ()
    return MarkedText(re.sub("[<>]", "", text), marks)


def test_placeholders_stand_for_what_rules_find_and_for_a_share_of_the_rest() -> None:
    text = MarkedText(
        "told zia on 07700 900111 at hollin lane",
        (Mark(5, 8, "name"), Mark(12, 24, "phone"), Mark(28, 39, "place")),
    )
    none, every = masked(text, 0.0, random.Random(1)), masked(text, 1.0, random.Random(1))
    assert none.text == "told zia on [phone] at hollin lane"
    assert [none.text[start:end] for start, end, _ in none.marks] == ["zia", "hollin lane"]
    assert every == MarkedText("told [name] on [phone] at [place]", ())


def test_a_plural_belongs_to_the_name_and_a_second_name_begins_anew() -> None:
    tokens = tokens_of("farida zias mum")
    assert labels(tokens, [Mark(0, 6, "name"), Mark(7, 10, "name")]) == ["begins name", "begins name", ""]


@pytest.mark.parametrize("broken", [None, b"", b"no field"])
def test_without_what_was_learnt_nothing_is_redacted_by_halves(
    gazetteer: Gazetteer, tmp_path: Path, broken: bytes | None
) -> None:
    if broken is not None:
        (tmp_path / LEARNT_FILE).write_bytes(broken)
    with pytest.raises(NothingLearnt, match="make names"):
        LearntFinder(gazetteer, tmp_path)


def test_what_is_kept_was_learnt_from_the_texts_as_they_are() -> None:
    assert not is_stale()


def test_what_was_learnt_from_other_texts_is_stale(tmp_path: Path) -> None:
    for name in (LEARNT_FILE, FINGERPRINT_FILE):
        (tmp_path / name).write_bytes((MARKED_FOLDER / name).read_bytes())
    (tmp_path / "a.txt").write_text("told [[name:zia]]\n", "utf-8")
    assert is_stale(tmp_path)
