"""Personal data goes, and what guidance rests on stays. Every name and number is made up."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.content.load import CONTENT_FOLDER
from bot.reading.redact import redact

CASES = yaml.safe_load(Path(__file__).with_name("redaction_cases.yml").read_text("utf-8"))
NAMING = {"partnerships", "questions", "reading"}  # folders that name people and places on purpose
NAMING_FILES = {"contacts.yml", "sources.yml", "edition.yml"}
NOT_SAID = {"signs", "sources", "id", "changelog", "url", "name", "phone"}
NAMES_IN_EXAMPLES = 1  # of thousands of sentences, so many may say a name on purpose


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Write to t.okoro@council.example please", "Write to [email] please"),
        ("Ring 01632 960111 or 07700 900 222", "Ring [phone] or [phone]"),
        ("on +44 7700 900333", "on [phone]"),
        ("NHS no 999 000 1233", "NHS no [reference]"),
        ("his DOB is 04/05/2016", "his DOB is [date]"),
        ("born 3rd June 2012 in hospital", "born [date] in hospital"),
        ("They are at ZZ99 3AB now", "They are at [postcode] now"),
        ("lives at 22 Larkspur Road", "lives at [address]"),
        ("22 larkspur road, top flat", "[address], top flat"),
        ("Flat 4, 7b Osprey Heights", "[address]"),
        ("Message from @made.up_77 on Snap", "Message from @[handle] on Snap"),
        ("case ref QX-5512", "case ref [reference]"),
        ("NI number AB 12 34 56 C", "NI number [number]"),
        ("in a red van, reg ZZ51 ABC", "in a red van, reg [vehicle]"),
        ("She goes to Winterbrook Primary School", "She goes to [place]"),
        ("Mrs Abernathy rang", "Mrs [name] rang"),
        ("a boy called squeak hit him", "a boy called [name] hit him"),
        ("His name is Thaddeus", "His name is [name]"),
        ("Oluwaseun, 9, told me", "[name], 9, told me"),
        ("I saw Priyanka Desai-Holt today", "I saw [name] today"),
        ("her brother Jack is 4", "her brother [name] is 4"),
        ("Rose is 6 and Rose has a burn", "[name] is 6 and [name] has a burn"),
        ("Oluwaseun's mum", "[name]'s mum"),
        ("BJ is 14", "[name] is 14"),
    ],
)
def test_goes(text: str, expected: str) -> None:
    assert redact(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Year 5 boy, aged 9 and a half, off since March, attendance 62%",
        "Mum, Dad and Nan live in Bolton, moved from Walsall in 2021",
        "The HV, the DSL and CAMHS agreed with the Police on Tuesday",
        "I've spoken to the Social Worker. She'll ring MASH at 10.30.",
        "Will she be safe? May we tell mum? Mark on her arm.",
        "They met on Snapchat and WhatsApp, he is 19",
        "Strategy meeting on 12 March, review on 3rd April 2025",
        "DASH score 14, Level 3, section 47",
        "A rose bush by the gate",
        "Polish family, Urdu interpreter needed",
        "[name] is 6",
        "2 kids in the house, 3 nights on the street, he is 16 and sleeping in the park",
        "They moved 4 times on the same street",
        "",
    ],
)
def test_stays(text: str) -> None:
    assert redact(text) == text


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=case["text"][:50]) for cases in CASES.values() for case in cases]
)
def test_case(case: dict[str, Any]) -> None:
    """``gone`` must be out of the text and ``kept`` still in it; "whole" is all of it."""
    redacted = redact(case["text"])
    assert [part for part in case["gone"] if part in redacted] == [], redacted
    kept = [case["text"]] if case["kept"] == "whole" else case["kept"]
    assert [part for part in kept if part not in redacted] == [], redacted


def test_what_the_content_says_holds_no_personal_data_and_stays() -> None:
    """Thousands of sentences in practitioners' words: whatever goes here would go in a real case too."""
    each = {text: redact(text) for text in _sentences()}
    changed = {text: redacted for text, redacted in each.items() if redacted != text}
    assert len(changed) <= NAMES_IN_EXAMPLES, changed


@pytest.mark.parametrize(
    "text",
    [
        "Kian told me. KIAN is 9. I like kian.",
        "Mark hit her. There is a mark. Mark cried.",
        "Hope, Kian and Faith came",
        "Kian Hartley-Jones, DOB 3/4/2015 and 5/6/2017, 12 Fell Lane, QZ4 7JU",
    ],
)
def test_every_mention_goes_once_one_is_found(text: str) -> None:
    redacted = redact(text)
    for part in ("kian", "hartley", "hope,", "faith", "2017", "fell", "mark hit", "mark cried"):
        assert part not in redacted.lower()
    assert redact(redacted) == redacted


def _sentences() -> list[str]:
    """What the content says, with its gaps filled by words that stay."""
    found: list[str] = []
    for path in sorted(CONTENT_FOLDER.rglob("*.yml")):
        if path.parent.name not in NAMING and path.name not in NAMING_FILES:
            _collect(yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader), found)
    return [
        re.sub(r"\{[\w:]+\}", "the front door", text) for text in found if " " in text and "://" not in text
    ]


def _collect(data: Any, found: list[str]) -> None:
    if isinstance(data, str):
        found.append(data)
    for value in data if isinstance(data, list) else ():
        _collect(value, found)
    for key, value in data.items() if isinstance(data, dict) else ():
        if key not in NOT_SAID:
            _collect(value, found)
