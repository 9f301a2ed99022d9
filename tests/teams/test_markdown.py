"""Text on a card stays text, and what can be rung or followed is a link."""

from __future__ import annotations

import pytest

from bot.channels.teams.markdown import bold, escaped, link, linked, listed


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("one *two* three", r"one \*two\* three"),
        ("_one_ two_three", r"\_one\_ two_three"),
        ("[one](https://evil.example)", r"[one]\([https://evil.example](https://evil.example))"),
        ("[name, role]", "[name, role]"),
        ("A&E, 3 < 4 and 5 > 4", "A&E, 3 < 4 and 5 > 4"),
        ("&lt;b&gt; <b>", r"\&lt;b\&gt; \<b>"),
        ("- one", r"\- one"),
        ("1. one", r"1\. one"),
        ("# one", r"\# one"),
        ("-5 and 1.5", "-5 and 1.5"),
        ("`one` ~~two~~", r"\`one\` \~\~two\~\~"),
        ("back\\slash", r"back\\slash"),
    ],
)
def test_what_would_be_markup_is_escaped_and_nothing_else(text: str, markdown: str) -> None:
    assert linked(text) == markdown


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("Ring 01204 331500, now.", "Ring [01204 331500](tel:01204331500), now."),
        ("Ring 0800 1111.", "Ring [0800 1111](tel:08001111)."),
        ("Ring 03005552866", "Ring [03005552866](tel:03005552866)"),
        ("See https://www.gov.uk/a_(b).", "See [https://www.gov.uk/a\\_(b](https://www.gov.uk/a_%28b))."),
        ("in 2024/0123 456 789", "in 2024/0123 456 789"),
        ("0123 456", "0123 456"),
    ],
)
def test_numbers_and_addresses_are_links(text: str, markdown: str) -> None:
    assert linked(text) == markdown


def test_the_emergency_number_is_a_link_where_it_is_urgent() -> None:
    assert linked("Ring 999.", urgent=True) == "Ring [999](tel:999)."
    assert linked("Ring 999.") == "Ring 999."
    assert linked("£999, 1,999 and 999.5", urgent=True) == "£999, 1,999 and 999.5"


def test_each_line_is_a_paragraph() -> None:
    assert linked("one\ntwo\n\n\n- three") == "one\n\ntwo\n\n\\- three"


def test_an_address_does_not_end_early() -> None:
    assert link("a]b", "https://x.example/(a) b") == "[a]b](https://x.example/%28a%29%20b)"


def test_lists_have_a_mark_for_each_item() -> None:
    assert listed(["a", "b"]) == "- a\r- b"
    assert listed(["a", "b"], numbered=True) == "1. a\r2. b"


def test_bold_text_is_escaped() -> None:
    assert bold(" a*b ") == r"**a\*b**"
    assert bold(" ") == ""
    assert escaped("") == ""
