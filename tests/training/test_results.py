"""What the votes on a stage show, and the report that they make."""

from __future__ import annotations

import csv
import io
from datetime import datetime, timedelta, timezone
from io import BytesIO
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from bot.content.load import Content
from bot.content.model import Route, Tier, Urgency
from bot.dialogue.words import fill
from bot.exercises.agreement import Reliability, TooFew
from bot.exercises.model import Vote
from bot.training.chart import rows
from bot.training.compare import compare
from bot.training.course import Phase, Place
from bot.training.disagreements import disagreements
from bot.training.figures import reliability_line
from bot.training.model import Ballot, Session
from bot.training.pdf import to_pdf
from bot.training.report import report
from bot.training.report_words import told
from bot.training.results import TIERS, results
from bot.training.tables import to_csv
from bot.training.words import labels, solution
from bot.training.xapi import statements
from tests import project
from tests.training.small import EXERCISES, MORNING, ballot, vote

DAY = datetime(2026, 3, 10, 10, 30, tzinfo=timezone.utc)


@pytest.fixture(scope="module")
def content() -> Content:
    return project.content()


def _session(key: str = "s", days: int = 0, *exercises: str) -> Session:
    return Session(
        id=key,
        owner=1,
        code=None,
        exercises=exercises or ("late_again", "marked_baby"),
        area="bolton",
        by_agency=True,
        seconds=None,
        place=Place(phase=Phase.CLOSED),
        shown=frozenset(),
        version=9,
        opened=None,
        created=DAY + timedelta(days=days),
        expires=DAY + timedelta(days=days, hours=12),
    )


def _say(content: Content, key: str, **values: str) -> str:
    return fill(content.wording[key], values, content.contacts)


def test_what_holds_is_the_model_answer_or_one_beside_it() -> None:
    votes = [ballot("a"), ballot("b", tier="early_help_multi"), ballot("c", tier="child_in_need")]
    found = results(MORNING, votes, {}).first
    assert found is not None and (found.of, found.holding) == (3, 2)


def test_change_is_of_those_who_voted_twice() -> None:
    votes = [
        ballot("a", 1, "child_in_need"),
        ballot("b", 1),
        ballot("only once", 1, "universal"),
        ballot("a", 2),
        ballot("b", 2),
        ballot("came late", 2, "universal"),
    ]
    change = results(MORNING, votes, {}).change
    assert change is not None and (change.of, change.moved) == (2, 1)
    assert (change.first.holding, change.second.holding) == (1, 2)


def test_asked_counts_people_not_votes() -> None:
    votes = [ballot("a", 1, asked=(0, 1)), ballot("a", 2, asked=(1,)), ballot("b", 1, asked=(1,))]
    assert results(MORNING, votes, {}).asked == (1, 2)


def test_reasons_come_in_an_order_that_says_nothing_of_people() -> None:
    votes = [ballot("a", why="zebra"), ballot("b", why="apple"), ballot("c", tier="universal", why="late")]
    there = results(MORNING, votes, {}).reasons
    assert there == results(MORNING, votes[::-1], {}).reasons
    assert [words for _, words in there] == ["late", "apple", "zebra"]


VOTES = st.lists(
    st.tuples(
        st.integers(0, 30),
        st.sampled_from([1, 2]),
        st.builds(
            Vote, route=st.sampled_from(Route), urgency=st.sampled_from(Urgency), tier=st.sampled_from(Tier)
        ),
    ),
    unique_by=lambda item: item[:2],
    max_size=40,
)


@given(VOTES)
def test_no_vote_is_lost_or_doubled(cast: list[tuple[int, int, Vote]]) -> None:
    votes = [Ballot(str(who), "late_again", "morning", round_, one, ()) for who, round_, one in cast]
    agency_of = {str(who): "abc"[who % 3] for who, _, _ in cast}
    found = results(MORNING, votes, agency_of)
    for number, spread in ((1, found.first), (2, found.second)):
        mine = [one.vote for one in votes if one.round == number]
        if spread is None:
            assert not mine
            continue
        assert spread.of == len(mine) == sum(spread.routes) == sum(spread.urgencies) == sum(spread.tiers)
        assert spread.tiers == tuple(sum(one.tier is tier for one in mine) for tier in TIERS)
        groups = [by_round[number - 1] for _, *by_round in found.agencies if by_round[number - 1]]
        assert all(group.of >= 5 for group in groups)
        assert not groups or sum(group.of for group in groups) == spread.of


def test_the_model_answer_is_marked_only_once_it_is_shown(content: Content) -> None:
    names, found = labels(content, "bolton"), results(MORNING, [ballot("a", route="front_door")], {})
    assert not any(row.is_model or row.holds for row in rows("tier", names.tiers, found))
    shown = rows("tier", names.tiers, found, MORNING)
    assert [row.is_model for row in shown] == [False, True, False, False, False]
    assert [row.holds for row in shown] == [False, False, True, False, False]
    routes = [row.label for row in rows("route", names.routes, found, MORNING)]
    assert routes == ["Ring the front door", "Offer early help"]


def test_everything_that_can_be_voted_has_a_name(content: Content) -> None:
    names = labels(content, "bolton")
    assert list(names.routes) == [one.value for one in Route]
    assert list(names.urgencies) == [one.value for one in Urgency]
    assert list(names.tiers) == list(names.levels) == [one.value for one in Tier]
    assert {role.group for role in content.roles.values()} < set(names.agencies)


def test_a_level_number_never_stands_without_its_area(content: Content) -> None:
    for area, partnership in content.partnerships.items():
        for tier, name in labels(content, area).levels.items():
            number = partnership.levels[Tier(tier)].number
            assert not number or name.startswith(f"{partnership.name}: {number}")


def test_the_answer_has_the_cores_own_reasons(content: Content) -> None:
    found = solution(EXERCISES["late_again"], MORNING, content, "bolton")
    assert (found.route, found.core) == ("Offer early help", "")
    assert found.reasons["items"] and found.change["blocks"]


def test_where_the_tool_would_say_otherwise_it_is_told(content: Content) -> None:
    model = MORNING.model.copy(
        update={"vote": vote("child_in_need", "front_door"), "differs": "Look at him."}
    )
    found = solution(EXERCISES["late_again"], MORNING.copy(update={"model": model}), content, "bolton")
    assert found.core.startswith("Offer early help;") and found.differs == "Look at him."


def test_alpha_is_said_with_its_interval_or_why_not(content: Content) -> None:
    def say(key: str, **values: str) -> str:
        return _say(content, key, **values)

    assert "is 0.61" in (line := reliability_line(Reliability(0.6123, 0.2, 0.8, 3, 9), say))
    assert "from 0.20 to 0.80" in line
    assert "So far there are 3 stages of 1 cases" in reliability_line(TooFew(1, 3), say)
    assert "cases that differ" in reliability_line(TooFew(2, 6, varied=False), say)


def _room(rounds: tuple[int, ...] = (1, 2)) -> tuple[list[Ballot], dict[str, str]]:
    """Twelve people, three of them from a small agency, on all four stages."""
    agency_of = {f"p{at}": "school" if at < 6 else "health" if at < 9 else "police" for at in range(12)}
    votes = [
        Ballot(
            person,
            exercise.id,
            stage.id,
            round_,
            vote("child_in_need", "front_door") if at % 4 == 0 and round_ == 1 else stage.model.vote,
            (0,) if stage.wanted else (),
            why="SECRET WORDS",
        )
        for at, person in enumerate(agency_of)
        for exercise in EXERCISES.values()
        for stage in exercise.stages
        for round_ in rounds
    ]
    return votes, agency_of


def test_the_report_as_csv() -> None:
    votes, agency_of = _room()
    text = to_csv(report(_session(), votes, agency_of, EXERCISES))
    found = list(csv.DictReader(io.StringIO(text)))
    everybody = [row for row in found if row["group"] == "everybody"]
    assert len(everybody) == 8 and {row["votes"] for row in everybody} == {"12"}
    first, second = (row for row in everybody if row["stage"] == "morning")
    assert (first["alike_level"], second["alike_level"]) == ("0.75", "1.0")
    assert (first["holding"], second["holding"], second["moved"]) == ("0.75", "1.0", "3")
    groups = [row for row in found if row["group"] != "everybody"]
    assert {row["group"] for row in groups} == {"school", "others"}
    assert all(int(row["votes"]) >= 5 and not row["holding"] for row in groups)
    assert "SECRET" not in text and "p1" not in text


def test_the_report_as_pdf(content: Content) -> None:
    votes, agency_of = _room()
    made = told(
        report(_session(), votes, agency_of, EXERCISES),
        content,
        lambda key, **values: _say(content, key, **values),
    )
    pdf = PdfReader(BytesIO(to_pdf(made)))
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    for said in (
        "10 March 2026",
        "Late again: stage 1",
        "12 (Other agencies together 6",
        "9 (75 %)",
        "12 (100 %)",
    ):
        assert said in text, text
    assert "SECRET" not in text
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and str(root["/Lang"]).startswith("en")


def test_a_report_without_a_vote(content: Content) -> None:
    empty = report(_session(), [], {}, EXERCISES)
    assert to_csv(empty).count("\n") == 1
    made = told(empty, content, lambda key, **values: _say(content, key, **values))
    assert PdfReader(BytesIO(to_pdf(made))).pages


def test_a_case_that_is_no_longer_there_is_left_out() -> None:
    votes, agency_of = _room()
    found = report(_session(), votes, agency_of, {"late_again": EXERCISES["late_again"]})
    assert {one.exercise.id for one in found.stages} == {"late_again"}


def test_xapi_statements_have_the_shape_of_1_0_3_and_name_nobody() -> None:
    votes, _ = _room()
    made = statements(_session(), votes, EXERCISES, "https://guidance.example/")
    assert len(made) == len(votes) == len({one["id"] for one in made})
    for one in made:
        UUID(one["id"])
        assert one["version"] == "1.0.3"
        # an account identifies by home page and name alone: no mbox, no openid, no name of a person
        assert set(one["actor"]) == {"objectType", "account"} and one["actor"]["objectType"] == "Agent"
        assert set(one["actor"]["account"]) == {"homePage", "name"}
        assert one["verb"]["id"].startswith("http://adlnet.gov/") and one["verb"]["display"]["en-GB"]
        assert one["object"]["id"].startswith("https://guidance.example/training/exercises/")
        assert isinstance(one["result"]["success"], bool) and isinstance(one["result"]["response"], str)
        UUID(one["context"]["registration"])
        for activities in one["context"]["contextActivities"].values():
            assert all(activity["id"].startswith("https://") for activity in activities)
    assert "SECRET" not in str(made) and "school" not in str(made)
    assert made == statements(_session(), votes, EXERCISES, "https://guidance.example")


def _tallies(*keys: str, rounds: tuple[int, ...] = (1, 2), people: int = 12) -> dict:
    votes, _ = _room(rounds)
    found: dict = {}
    for key in keys:
        for one in votes:
            if int(one.participant[1:]) < people:
                counts = found.setdefault((key, one.exercise, one.stage, one.round), {})
                counts[one.vote] = counts.get(one.vote, 0) + 1
    return found


def test_sessions_over_time() -> None:
    sessions = [_session("later", 30), _session("first"), _session("small", 10)]
    tallies = {**_tallies("first", "later"), **_tallies("small", people=4)}
    found = compare(sessions, tallies, EXERCISES)
    assert [line.session.id for line in found.sessions] == ["first", "later"]
    (line, _) = found.sessions
    assert line.votes == 48
    assert line.agree[0] is not None and line.agree[0] < 1 and line.agree[1] == 1
    assert line.holding == (0.75, 1)
    assert [title for title, _ in found.cases] == ["Late again", "The mark"]


def test_without_a_second_vote_nothing_is_said_of_one() -> None:
    (line,) = compare([_session("first")], _tallies("first", rounds=(1,)), EXERCISES).sessions
    assert line.agree[1] is None and line.holding[1] is None


def test_what_is_disagreed_on_most_comes_first_with_its_signs(content: Content) -> None:
    tallies = _tallies("first", "later")
    split = {
        vote(tier): 3 for tier in ("universal", "early_help_single", "child_in_need", "child_protection")
    }
    tallies["first", "late_again", "later", 1] = split
    tallies["first", "marked_baby", "answer", 1] = {vote(): 4}
    sessions = [_session("first")]
    found = list(csv.DictReader(io.StringIO(disagreements(sessions, tallies, EXERCISES, content))))
    assert [row["stage"] for row in found] == ["later", "morning", "visit"]
    assert found[0]["signs"] == content.indicators["often_late"].statement
    assert (found[0]["votes"], found[0]["sessions"], found[0]["model_level"]) == (
        "12",
        "1",
        "early_help_multi",
    )
