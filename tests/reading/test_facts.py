"""Facts beside the indicators."""

from __future__ import annotations

import pytest

from bot.content.model import AgeBand
from bot.reading import Reader


@pytest.mark.parametrize(
    ("text", "fact", "value"),
    [
        ("She is on a child protection plan", "open_to", "child_protection"),
        ("CIN plan since May", "open_to", "child_in_need"),
        ("He has an allocated social worker", "open_to", "child_in_need"),
        ("The little one is already on a plan, mum told me at the door", "open_to", "child_protection"),
        ("Boy of 6 on a plan because of the drink at home", "open_to", "child_protection"),
        ("The behaviour plan at school is new", "open_to", None),
        ("They came off a plan last year", "open_to", None),
        ("He's on a plan", "open_to", "child_protection"),
        ("The kids are on a plan", "open_to", "child_protection"),
        ("She was on a plan when she was two", "open_to", None),
        ("Three years ago she was on CP for neglect", "open_to", None),
        ("She's CIN", "open_to", "child_in_need"),
        ("Mum herself was a child in need because of her dad", "open_to", None),
        ("A boy of 8 in need of a coat, a child in need of one if ever I saw one", "open_to", None),
        ("He's CIN level I think", "open_to", None),
        ("Police have an open case on dad", "open_to", None),
        ("Dad got a supervision order for the assault", "open_to", None),
        ("There's a social worker at the hospital whom I rang", "open_to", None),
        ("The social worker picked up the phone and said no", "open_to", None),
        ("Mum has got a plan with the social worker at the drug service", "open_to", None),
        ("I'm a support worker and I think this is child in need", "open_to", None),
        ("She is open to assessment for autism", "open_to", None),
        ("CIN, two girls, the review is in May", "open_to", "child_in_need"),
        ("The family is open under section 17", "open_to", "child_in_need"),
        ("Her worker's on leave until Monday", "open_to", "child_in_need"),
        ("I think he should be a child in need, has anybody looked at it?", "open_to", None),
        ("I did the tool together with the social worker", "open_to", None),
        ("I am the children's worker in a refuge", "open_to", None),
        ("Mum is a care leaver, her baby is 2", "open_to", None),
        ("LAC, foster carer rang", "open_to", "looked_after"),
        ("EHA open, TAF next week", "open_to", "early_help"),
        ("The family are not known to services", "open_to", "none"),
        ("Bruise on his arm", "open_to", None),
        ("Mum refuses any help", "consent", "refused"),
        ("Dad won't agree to a referral", "consent", "refused"),
        ("Mum has consented and is keen for help", "consent", "agreed"),
        ("I haven't spoken to mum yet", "consent", "not_asked"),
        ("Early help for a year, no change", "tried", "no_change"),
        ("The early help plan is working well", "tried", "helping"),
        ("MASH said it does not meet threshold", "disagreement", True),
        ("They closed it and I am worried, the referral went nowhere", "disagreement", True),
        ("No one has come back to me from the front door", "disagreement", True),
        ("Bruise on his arm", "disagreement", False),
        ("Something isn't right, I can't put my finger on it", "unsure", True),
        ("Her little brother is at nursery", "other_children", True),
        ("He is an only child", "other_children", False),
        ("She has taken an overdose and is unresponsive", "danger", True),
        ("Dad is at the gate, drunk", "danger", True),
        ("He has a knife in his bag now", "danger", True),
        ("She is happy at school", "danger", False),
        ("ambulance", "danger", True),
        ("emergency please", "danger", True),
        ("The toddler is choking and going purple", "danger", True),
        ("Little lad's been fitting for four minutes, he is still going", "danger", True),
        ("I've rung 999 and they are coming", "danger", True),
        ("Ambulance is on its way for her", "danger", True),
        ("She's taken an overdose, I found the packets ten minutes ago", "danger", True),
        ("He has not been seen since registration this morning", "danger", True),
        ("The toddler is choking in the kitchen", "danger", True),
        ("She took an overdose, discharged herself and won't be treated", "danger", True),
        ("They split up weeks ago and he has just taken an overdose", "danger", True),
        ("HV here, 18 months old, not seen since this morning", "danger", True),
        ("He fell two weeks ago and now he won't wake", "danger", True),
        ("Dad is on the ledge of the roof", "danger", True),
        ("Housing officer, this is an emergency", "danger", True),
        ("gas leak, emergency", "danger", True),
        ("Ambulance crew are on their way, it was bad last night too", "danger", True),
        ("Gas has been on emergency credit since Friday", "danger", False),
        ("Both emergency contacts are out of date on his form", "danger", False),
        ("Ambulance crew writing, we saw the family for a routine lift", "danger", False),
        ("Her aunt died of an overdose before she was born", "danger", False),
        ("His epilepsy is settled, seizure free for two years", "danger", False),
        ("The clinic has not seen her since March", "danger", False),
        ("He swallowed a penny last month and it came out", "danger", False),
        ("The family live in Scotland", "outside_england", True),
        ("They went to Wales for a week", "outside_england", False),
        ("I'm a health visitor, saw baby today", "role", "health_visitor"),
        ("I'm her new health visitor", "role", "health_visitor"),
        ("Health visitor. Baby of six weeks", "role", "health_visitor"),
        ("Teacher here, girl of 6", "role", "teacher"),
        ("As a teacher I see her daily", "role", "teacher"),
        ("The teacher told me", "role", None),
        ("I'm worried, the teacher told me", "role", None),
        ("EHCP, uses a wheelchair", "vulnerabilities", ("disabled",)),
        ("LAC, foster carer rang", "vulnerabilities", ("in_care",)),
        ("Nan helps a lot", "protective", ("nan_helps",)),
        ("Nan doesn't help", "protective", ()),
        ("Mum is 30 weeks pregnant", "age_band", AgeBand.UNBORN),
        ("7 month old boy", "age_band", AgeBand.UNDER_1),
        ("15, pregnant, her boyfriend is 22", "age_band", AgeBand.FROM_13_TO_15),
        ("Pregnant teenager of 16 with nowhere to go", "age_band", AgeBand.FROM_16_TO_17),
        ("I'm 17 and pregnant", "age_band", AgeBand.FROM_16_TO_17),
        ("Mum-to-be is 17 and in care", "age_years", 17.0),
        ("Mum is 24 and pregnant", "age_band", AgeBand.UNBORN),
        ("A pregnant pupil, not booked yet", "age_band", None),
        ("Mum of 17 has a baby of 3 weeks", "age_band", AgeBand.UNDER_1),
        ("Y9 girl", "age_years", 13.0),
    ],
)
def test_fact(reader: Reader, text: str, fact: str, value: object) -> None:
    assert getattr(reader.read(text).facts, fact) == value


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Baby 5 months. Bruise on shin.", True),
        ("She is not rolling yet. There is a mark on her ear.", True),
        ("Girl of 6. Bruise on shin.", False),
    ],
)
def test_a_babys_injury_needs_no_one_sentence(statuses, text: str, found: bool) -> None:
    assert ("baby_injured" in statuses(text)) is found


def test_an_excluded_fact(statuses) -> None:
    assert "school_age_only" in statuses("7 year old bites others")
    assert "school_age_only" not in statuses("3 year old bites others")


def test_the_area_is_where_the_child_lives(reader: Reader) -> None:
    assert reader.read("School in Northtown, lives in Southtown").facts.area == "south"
    assert reader.read("Seen at school in Northtown").facts.area == "north"
    assert reader.read("Seen at school").facts.area is None
