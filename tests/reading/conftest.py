"""A small invented content for the reading tests, so that they do not move with the real one."""

from __future__ import annotations

from dataclasses import fields
from types import MappingProxyType
from typing import Any

import pytest

from bot.content.load import Content
from bot.content.model import Indicator, Partnership, Protective, Role, Vulnerability
from bot.reading import Reader

SIGNS = {
    # id: (topic, tier, red flag, signs)
    "hit_by_carer": (
        "physical_abuse",
        "child_protection",
        True,
        ["hit|slap|punch|beat|belt + dad|mum|stepdad|he|she"],
    ),
    "smacked": ("physical_abuse", "child_in_need", False, ["slap|smack"]),
    "baby_injured": ("injury_non_mobile", "child_protection", True, ["bruise|mark|burn + @non_mobile"]),
    "bruised": ("unexplained_injury", "early_help_multi", False, ["bruise|burn|handprint"]),
    "no_food": ("neglect", "child_in_need", False, ["no food|nothing to eat", "not fed|starve"]),
    "unclean": ("hygiene", "early_help_single", False, ["dirty|smell|unwash* + clothes|child|he|she"]),
    "drinks": (
        "parental_substance_misuse",
        "child_in_need",
        False,
        ["drink|drunk + mum|dad|heavy|heavily|she"],
    ),
    "self_harm": (
        "suicide_self_harm",
        "child_protection",
        True,
        ["self harm|overdose|suicidal|kill himself|kill herself", "cut + arm|wrist|leg|herself|himself"],
    ),
    "not_collected": (
        "medical_neglect",
        "child_in_need",
        False,
        ["not collect + medicine|prescription|inhaler"],
    ),
    "home_unsafe": ("domestic_abuse", "child_protection", True, ["no longer safe|strangle|violence|violent"]),
    "went_missing": ("missing", "child_protection", True, ["go missing|missing|abscond"]),
    "online": ("online_sexual_harm", "child_protection", True, ["picture|photo + nude|naked|topless"]),
    "touched": (
        "sexual_abuse",
        "child_protection",
        True,
        ["touch + private|her|him", "sexual abuse|sexually abuse"],
    ),
    "left_alone": ("child_left_alone", "child_protection", True, ["home alone|leave alone|left on his own"]),
    "knife": ("serious_violence", "child_protection", True, ["knife|stab"]),
    "exploited": ("criminal_exploitation", "child_protection", True, ["run|carry|sell + drug"]),
    "cut": ("fgm", "child_protection", True, ["fgm|be cut|cut her", "trip|fly|flight|plan + cut"]),
    "made_to_marry": ("forced_marriage_hba", "child_protection", True, ["marry|married|wedding"]),
    "may_hurt_child": (
        "carer_threat_to_child",
        "child_protection",
        True,
        ["hurt|kill|strangle + baby|him|her + mum|dad|she|he + will|might|'d"],
    ),
    "not_seen": ("unseen_child", "child_protection", True, ["not see + baby|child", "not let me in"]),
    "untaken": (
        "medical_neglect",
        "child_in_need",
        False,
        ["not take|not bring|not give + hospital|clinic|insulin"],
    ),
    "neglected": ("neglect", "child_in_need", False, ["neglect"]),
    "fii": ("fabricated_illness", "child_protection", True, ["fii|fabricate"]),
    "unwanted": ("emotional_abuse", "child_in_need", False, ["nobody want|not want + them|her|him"]),
    "settled": ("ordinary", "universal", False, ["happy|settled + school|home|nursery"]),
    "school_age_only": ("behaviour", "early_help_single", False, ["bite + !@under_5"]),
}


def _content() -> Content:
    """Content with a few signs and nothing else."""
    indicators = [
        Indicator(
            id=name,
            statement=name,
            domain="child",
            topic=topic,
            tier=tier,
            red_flag=red_flag,
            first_door="front_door" if red_flag else None,
            urgency="now" if red_flag else None,
            signs=tuple(signs),
            sources=("practice",),
        )
        for name, (topic, tier, red_flag, signs) in SIGNS.items()
    ]
    kinds: dict[str, Any] = {field.name: MappingProxyType({}) for field in fields(Content)}
    kinds.update(
        indicators={item.id: item for item in indicators},
        partnerships={
            name: Partnership.construct(id=name, name=alias, aliases=(alias,))
            for name, alias in (("north", "Northtown"), ("south", "Southtown"))
        },
        vulnerabilities={
            "disabled": Vulnerability(
                id="disabled", label="Disabled", sources=("practice",), signs=("wheelchair|EHCP",)
            ),
            "in_care": Vulnerability(
                id="in_care", label="Looked after", sources=("practice",), signs=("@looked_after",)
            ),
        },
        protective={
            "nan_helps": Protective(
                id="nan_helps",
                statement="Family help",
                domain="parenting",
                sources=("practice",),
                signs=("nan|aunt + help|support|close",),
            ),
        },
        roles={
            "health_visitor": Role(
                id="health_visitor",
                label="Health visitor",
                group="health",
                safeguarding_lead="named nurse",
                signs=("I'm a health visitor",),
            ),
            "teacher": Role(
                id="teacher",
                label="Teacher",
                group="school",
                safeguarding_lead="lead",
                signs=("I teach|I'm a teacher",),
            ),
        },
    )
    return Content(**kinds)


@pytest.fixture(scope="session")
def reader() -> Reader:
    """A reader of the small content."""
    return Reader(_content())


@pytest.fixture(scope="session")
def statuses(reader: Reader):
    """Text → {indicator: status}."""

    def read(text: str) -> dict[str, str]:
        return {m.indicator: m.status.value for m in reader.read(text).mentions}

    return read
