"""The pictures hold every sign, question, door and rule, as text, and are the same each time."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from functools import lru_cache

import pytest

from bot.content.draw import draw, picture
from bot.content.load import load
from bot.content.model import Domain
from bot.content.svg import Page, wrap
from tests.project import content

SVG = "{http://www.w3.org/2000/svg}"


@lru_cache(maxsize=8)
def root(domain: Domain) -> ElementTree.Element:
    """The picture of a domain."""
    return ElementTree.fromstring(picture(content(), domain))


def words(element: ElementTree.Element) -> str:
    """All text of a picture, in one line."""
    return " ".join(text.text or "" for text in element.iter(f"{SVG}text"))


@pytest.mark.parametrize("domain", Domain)
def test_every_sign_and_its_questions_are_in_the_picture_as_text(domain):
    shown = words(root(domain))
    for sign in content().indicators.values():
        if sign.domain is domain:
            assert " ".join(sign.statement.split()) in shown
            for key in sign.questions:
                assert content().questions[key].ask in shown


@pytest.mark.parametrize("domain", Domain)
def test_the_rules_are_there_in_their_own_words(domain):
    shown = words(root(domain))
    for rule in content().rules.values():
        assert " ".join(rule.text.split()) in shown


@pytest.mark.parametrize("domain", Domain)
def test_a_screen_reader_is_told_what_it_is(domain):
    picture = root(domain)
    assert picture.get("aria-labelledby") == "title desc"
    assert picture.find(f"{SVG}title").text and picture.find(f"{SVG}desc").text


def test_level_and_red_flag_are_said_in_words_not_in_colour_alone():
    for domain in Domain:
        flags = [one for one in content().indicators.values() if one.domain is domain and one.red_flag]
        assert words(root(domain)).count("RED FLAG, act at once.") == len(flags)


def test_nothing_reaches_over_the_edge():
    for domain in Domain:
        picture = root(domain)
        width, height = float(picture.get("width")), float(picture.get("height"))
        for box in picture.iter(f"{SVG}rect"):
            right = float(box.get("x", "0")) + float(box.get("width"))
            below = float(box.get("y", "0")) + float(box.get("height"))
            assert right <= width and below <= height


def test_the_same_content_gives_the_same_pictures(tmp_path):
    first = {path.name: path.read_bytes() for path in draw(content(), tmp_path / "one")}
    again = {path.name: path.read_bytes() for path in draw(load(), tmp_path / "two")}
    assert first == again
    assert set(first) == {f"{domain.value}.svg" for domain in Domain}


def test_signs_of_mark_up_in_a_text_stay_text():
    page = Page(100, "A & B", "x < y")
    page.lines(0, 0, ["<script>alert(1)</script> & more"])
    picture = ElementTree.fromstring(page.render(50))
    assert words(picture) == "<script>alert(1)</script> & more"


def test_long_text_is_wrapped_and_an_empty_one_keeps_its_line():
    assert len(wrap("word " * 40, 200)) > 3
    assert wrap("", 200) == [""]
