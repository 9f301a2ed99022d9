"""Personal data goes, and what guidance rests on stays. Every name and number is made up."""

from __future__ import annotations

import pytest

from bot.reading.redact import redact


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
