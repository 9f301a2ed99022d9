"""What the words around a sign do to it: one table a status, made-up sentences throughout."""

from __future__ import annotations

import pytest

PRESENT = [
    # an ordinary statement, also second-hand, rambling or without apostrophes
    ("She told me her dad hit her on Tuesday", "hit_by_carer"),
    ("nan rang, says his stepdads been punching him", "hit_by_carer"),
    ("He's cutting his arms in the toilets", "self_harm"),
    # the denial is about something else
    ("No bruises but she said he hits her", "hit_by_carer"),
    ("No marks on him, mum slapped him in the car park though", "hit_by_carer"),
    ("Dad isn't working and he hits her when he drinks", "hit_by_carer"),
    ("She couldn't explain the bruise", "bruised"),
    ("Nobody knows how the bruise got there", "bruised"),
    ("Mum didn't tell us about the overdose", "self_harm"),
    ("There is no explanation for the burn", "bruised"),
    ("Nothing has been done about the bruise", "bruised"),
    ("He can't crawl yet and has a bruise on his back", "bruised"),
    ("He hasn't been at nursery because dad hit him", "hit_by_carer"),
    # the negation belongs to the sign
    ("There is no food in the house", "no_food"),
    ("They haven't collected his inhaler since spring", "not_collected"),
    ("The flat is no longer safe", "home_unsafe"),
    # the negation adds instead of taking away
    ("It's not only shouting, dad hits him too", "hit_by_carer"),
    ("It isn't just that she is dirty, dad hits her", "hit_by_carer"),
    ("It is not unusual for dad to hit him", "hit_by_carer"),
    # two negations
    ("Dad doesn't go a day without hitting him", "hit_by_carer"),
    ("I can't say his dad hasn't hit him", "hit_by_carer"),
    ("We cannot rule out that mum hit him", "hit_by_carer"),
    ("She said a boy hit him on the bus", "hit_by_carer"),
    ("Mum said the kids were beaten by their dad", "hit_by_carer"),
    # long ago and again
    ("He used to drink heavily and last night mum was drunk again", "drinks"),
    ("She went missing a year ago, and she has gone missing again this week", "went_missing"),
    # a question about a real child is a concern all the same
    ("There's a lad outside with a bruise, what do I do?", "bruised"),
    ("A pupil is covered in bruises, what do I do?", "bruised"),
    ("Two lads are here with bruises, what do I do?", "bruised"),
    ("Boy 12 is covered in bruises, what do I do?", "bruised"),
    ("The toddler at table two is covered in bruises, what do I do?", "bruised"),
    ("A stranger is here with a child who is covered in bruises, what do I do?", "bruised"),
    ("Do I need consent to refer when mum hit him with a shoe?", "hit_by_carer"),
    ("I asked him if dad hit him and he nodded", "hit_by_carer"),
    ("Her friend told me she is suicidal", "self_harm"),
    ("Mum might have slapped him, his face is red", "hit_by_carer"),
]

DENIED = [
    ("No bruises on him at all", "bruised"),
    ("No bruises, burns or other marks seen", "bruised"),
    ("There were no signs of any bruising", "bruised"),
    ("Dad has never hit the children", "hit_by_carer"),
    ("dad doesnt hit him", "hit_by_carer"),
    ("She denies self harm, and denies wanting to end things", "self_harm"),
    ("Nobody at home hits him, she says", "hit_by_carer"),
    ("Mum is not drinking", "drinks"),
    ("Seen today without any bruise", "bruised"),
    ("Burns were ruled out by the hospital", "bruised"),
    ("The bruise turned out to be ink", "bruised"),
    ("There is nothing to suggest that dad is violent", "home_unsafe"),
    ("He wasn't missing, he was in the garden", "went_missing"),
    ("We thought it was a bruise. It turned out to be paint.", "bruised"),
]

PAST = [
    ("Dad used to hit her", "hit_by_carer"),
    ("Mum was drinking heavily about six years ago", "drinks"),
    ("There was violence in her previous marriage", "home_unsafe"),
    ("He self harmed when he was younger", "self_harm"),
    ("She previously went missing", "went_missing"),
    ("Mum no longer drinks", "drinks"),
    ("There was violence at home. That was years ago.", "home_unsafe"),
]

HYPOTHETICAL = [
    ("What would happen if a child said mum hit him?", "hit_by_carer"),
    ("Suppose a pupil took an overdose, who do we ring", "self_harm"),
    ("If he goes missing I will ring you", "went_missing"),
    ("I worry that one day dad will hit him", "hit_by_carer"),
    ("Say a pupil told me mum hit him, who do I ring?", "hit_by_carer"),
    ("If children go missing what do we do", "went_missing"),
    ("In a training scenario a girl has cut her arms", "self_harm"),
    ("This is not a real child. Dad hits him with a belt.", "hit_by_carer"),
    ("Mum might drink at the weekend", "drinks"),
]

ASKED = [
    ("What counts as a bruise?", "bruised"),
    ("So is a bruise an emergency?", "bruised"),
    ("What level is a bruise?", "bruised"),
    ("How is a bruise recorded?", "bruised"),
    ("Can children be referred for a bruise?", "bruised"),
    ("Hi there is a bruise always reportable?", "bruised"),
    ("At 15 is a bruise reportable?", "bruised"),
    ("For parents are there leaflets on bruises?", "bruised"),
    ("Is it always reportable when children go missing?", "went_missing"),
    ("How do I ask a parent about violence?", "home_unsafe"),
]

SOMEONE_ELSE = [
    ("His friend has been cutting herself", "self_harm"),
    ("She saw a girl who went missing on the news", "went_missing"),
    ("The neighbour's child has a bruise", "bruised"),
    ("A character in a film took an overdose", "self_harm"),
]

FAMILY_HISTORY = [
    ("Mum was hit by her dad as a child", "hit_by_carer"),
    ("Dad had violence in his own childhood", "home_unsafe"),
]

TABLE = [
    (text, indicator, status)
    for status, rows in (
        ("present", PRESENT),
        ("denied", DENIED),
        ("past", PAST),
        ("hypothetical", HYPOTHETICAL),
        ("asked", ASKED),
        ("someone_else", SOMEONE_ELSE),
        ("family_history", FAMILY_HISTORY),
    )
    for text, indicator in rows
]


@pytest.mark.parametrize(("text", "indicator", "status"), TABLE)
def test_status(statuses, text: str, indicator: str, status: str) -> None:
    assert statuses(text).get(indicator) == status


@pytest.mark.parametrize(
    "text",
    [
        "The traffic is killing me and I am dying for a tea",
        "He is beating himself up about his test",
        "She is a bit quiet, her left hand hurts from netball",
    ],
)
def test_a_figure_of_speech_is_no_sign(statuses, text: str) -> None:
    assert statuses(text) == {}


def test_present_in_one_clause_wins_over_denied_in_another(statuses) -> None:
    assert statuses("Mum denies that she hits him, but on Sunday she hit him")["hit_by_carer"] == "present"
    assert statuses("No bruise on his arm. A bruise on his leg.")["bruised"] == "present"
