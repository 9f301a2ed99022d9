"""Personal data of every kind, in one text. All of it is made up."""

from __future__ import annotations

import re

TEXT = (
    "Zebadiah Quorn-Ashdale, DOB 17/09/2016, NHS number 999 012 3454, lives at 83 Gorsewhistle Crescent, "
    "QZ4 7JU. His stepdad Wulfric hits him with a zinc spoon. Mum's mobile is 07700 900417, write to "
    "vole.tamarisk@post.example or @grim.lad_0917. They came in a grey Audi, reg QA21 XYZ. He is in Year 3 "
    "at Saint Oswin's Catholic Primary."
)
NOT_PERSONAL = "zinc spoon"
CALM = TEXT.replace("hits him with", "brings him")  # nothing grave, as in an exercise
NAME = "Zebadiah Quorn-Ashdale"
NAMES = re.compile(r"zebadiah|quorn|ashdale|wulfric", re.IGNORECASE)
# as it is planted in headers and addresses, where no spaces can be; and in Teams' own ids
BESIDE = "what stands beside the text"
OTHERS = re.compile(r"zebulonetta|planted", re.IGNORECASE)
KINDS = {
    "a name": NAMES,
    "a date of birth": re.compile(r"17/09/2016|2016-09-17|17 september 2016", re.IGNORECASE),
    "an NHS number": re.compile(r"999 ?012 ?3454"),
    "an address": re.compile(r"gorsewhistle", re.IGNORECASE),
    "a postcode": re.compile(r"qz4 ?7ju", re.IGNORECASE),
    "a phone number": re.compile(r"07700 ?900 ?417"),
    "an email address": re.compile(r"vole\.tamarisk|post\.example", re.IGNORECASE),
    "a handle": re.compile(r"grim\.lad", re.IGNORECASE),
    "a number plate": re.compile(r"qa21 ?xyz", re.IGNORECASE),
    "a school": re.compile(r"oswin", re.IGNORECASE),
    BESIDE: OTHERS,
}
WORD = "Zebulonetta"


def found(text: str) -> list[str]:
    """The kinds of personal data that stand in a text, each with the words around it."""
    hits = ((kind, pattern.search(text)) for kind, pattern in KINDS.items())
    return [f"{kind}: ...{text[max(0, hit.start() - 60) : hit.end() + 60]!r}" for kind, hit in hits if hit]
