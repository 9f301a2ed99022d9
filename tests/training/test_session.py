"""A session over HTTP: votes, reveal, second vote, answer, end."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.store.tables import votes
from tests.training.conftest import Visitor, field_of, signed_in, token_of
from tests.training.people import VOTE, Room, bars, create, crowd, join, vote

ONE, SEVERAL, IN_NEED = (
    "Early help from one service",
    "Early help from several services",
    "Child in need",
)


@pytest.fixture
def room(fay: httpx.Client) -> Room:
    return create(fay)


def _kept(engine: Engine, room: Room) -> list[sa.engine.Row]:
    with engine.connect() as connection:
        return connection.execute(sa.select(votes).where(votes.c.session == room.id)).all()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"exercise": []}, "Choose at least one case"),
        ({"exercise": ["made_up"]}, "not on the list"),
        ({"area": "atlantis"}, "not on the list"),
        ({"seconds": "7"}, "not on the list"),
    ],
)
def test_a_session_is_made_of_what_is_offered(fay: httpx.Client, wrong: dict[str, str], said: str) -> None:
    form = {"token": token_of(fay.get("/training")), "exercise": ["late_again"], "area": "bolton"}
    answer = fay.post("/training", data={**form, **wrong})
    assert answer.status_code == 400 and said in answer.text


def test_the_easier_case_comes_first(fay: httpx.Client) -> None:
    create(fay, "marked_baby", "late_again")
    assert "Late again; The mark" in fay.get("/training").text


def test_a_session_is_its_facilitators_own(room: Room, visitor: Visitor) -> None:
    fred = signed_in(visitor(), "fred")
    assert room.place not in fred.get("/training").text
    for path in ("", "/screen", "/report/pdf", "/report/csv"):
        assert fred.get(room.place + path).status_code == 404
    form = {"token": token_of(fred.get("/training")), "version": "1", "move": "next"}
    assert fred.post(f"{room.place}/move", data=form).status_code == 404
    fred.post(f"{room.place}/delete", data=form)
    assert "People are joining" in room.page()


def test_nobody_votes_before_it_begins(room: Room, visitor: Visitor) -> None:
    client = join(visitor(), room)
    assert "Wait until the facilitator begins" in client.get("/room").text
    late = client.post("/room/vote", data={"place": "0-0-lobby", **VOTE}, follow_redirects=True)
    assert "not counted" in late.text


def test_what_to_do_is_asked_before_the_level(room: Room, visitor: Visitor) -> None:
    client = join(visitor(), room)
    room.move()
    page = client.get("/room").text
    asked = [page.index(f">{words}</legend>") for words in ("What would you do next?", "By when?")]
    assert asked == sorted(asked) and asked[-1] < page.index("What level of need is it?")
    assert "Bolton: Level 1" in page
    assert "A boy of eight is late" in page and "Six weeks later" not in page


def test_an_unfinished_vote_says_what_is_missing_and_loses_nothing(room: Room, visitor: Visitor) -> None:
    client = join(visitor(), room)
    room.move()
    answer = vote(client, tier="", why="Because of the mornings")
    assert answer.status_code == 400
    assert "Answer all three questions" in answer.text and "Because of the mornings" in answer.text
    assert "Answer all three" in vote(client, route="made_up").text
    assert "Make this shorter" in vote(client, why="x" * 601).text


def test_words_are_redacted_before_they_are_kept(room: Room, visitor: Visitor, site_engine: Engine) -> None:
    client = join(visitor(), room)
    room.move()
    named = "Priya Nandakumar of 12 Acacia Avenue rang me on 07700 900123."
    vote(client, why=named, wanted=f"Who else lives there? {named}")
    (kept,) = _kept(site_engine, room)
    for secret in ("Nandakumar", "Acacia", "900123"):
        assert secret not in kept.why + kept.wanted
    assert kept.asked == [1]


def test_sent_again_or_changed_a_vote_counts_once(room: Room, visitor: Visitor, site_engine: Engine) -> None:
    client = join(visitor(), room)
    room.move()
    form = {"place": field_of(client.get("/room"), "place"), **VOTE}
    with ThreadPoolExecutor(4) as many:
        sent = list(many.map(lambda _: client.post("/room/vote", data=form).status_code, range(8)))
    assert set(sent) == {303}
    assert "Your vote is in" in client.get("/room").text
    vote(client, tier="child_in_need")
    (kept,) = _kept(site_engine, room)
    assert kept.tier == "child_in_need"
    assert bars(room.move(), IN_NEED) == [1]


def test_a_vote_after_the_reveal_is_not_counted(room: Room, visitor: Visitor, site_engine: Engine) -> None:
    client = join(visitor(), room)
    room.move()
    place = field_of(client.get("/room"), "place")
    room.move()
    late = client.post("/room/vote", data={"place": place, **VOTE}, follow_redirects=True)
    assert "not counted" in late.text and _kept(site_engine, room) == []


def test_a_double_click_moves_on_once(room: Room) -> None:
    page = room.facilitator.get(room.place)
    form = {"token": token_of(page), "version": field_of(page, "version"), "move": "next"}
    room.facilitator.post(f"{room.place}/move", data=form)
    second = room.facilitator.post(f"{room.place}/move", data=form, follow_redirects=True)
    assert "had moved on already" in second.text and "First vote" in second.text


def test_a_whole_stage(room: Room, visitor: Visitor) -> None:
    people = crowd(visitor, room, teacher=3, police=2)
    room.move()
    tiers = [
        "early_help_single",
        "early_help_single",
        "early_help_single",
        "early_help_multi",
        "child_in_need",
    ]
    for client, tier in zip(people, tiers):
        vote(client, tier=tier, why=f"Because of {tier.replace('_', ' ')}", wanted="Who else lives there?")
    live = room.facilitator.get(f"{room.place}/live").json()
    assert (live["joined"], live["voted"]) == (5, 5)
    assert "For you: the answer" in room.page()

    shown = room.move()
    assert "3 of 5 (60 %) chose the same level." in shown and "5 of 5 (100 %) would do the same" in shown
    assert [bars(shown, name) for name in (ONE, SEVERAL, IN_NEED)] == [[3], [1], [1]]
    assert "Level, middle vote: Early help from one service." in shown
    assert "Because of child in need" in shown
    for page in (people[0].get("/room").text, room.screen()):
        assert "3 of 5 (60 %)" in page and "Model answer" not in page
        assert "Because of child in need" not in page
    room.show("reasons")
    assert "Because of child in need" in people[0].get("/room").text
    assert "Because of child in need" in room.screen()

    room.move()
    assert "Who would lead the help?" in people[0].get("/room").text
    assert "You know his sister." in people[0].get("/room").text
    room.move()
    assert "Vote again" in people[0].get("/room").text
    for client in people[:4]:
        vote(client, tier="early_help_single")

    answer = room.move()
    assert [bars(answer, name) for name in (ONE, SEVERAL)] == [[3, 4], [1, 0]]
    assert "Of the 4 who voted twice, 1 changed" in answer
    assert "75 % of them agreed before you talked and 100 % afterwards" in answer
    assert "4 of 4 (100 %) gave the model answer" in answer
    assert "The rules that fired" in answer and "What would change it" in answer
    assert "5 asked this." in answer
    page = people[4].get("/room").text
    assert "One need and a willing mother." in page and "differs from the model answer" in page
    assert "Good questions that you asked: Who else lives there?" in page


def test_agencies_are_shown_in_groups_of_five_or_more(room: Room, visitor: Visitor) -> None:
    people = crowd(visitor, room, teacher=5, police=3, gp=2)
    room.move()
    for client in people:
        vote(client)
    rows = room.facilitator.get(f"{room.place}/live").json()["agencies"]
    assert rows == [["Other agencies together", 5, 5], ["Schools and colleges", 5, 5]]
    shown = room.move()
    assert "Levels by agency" in shown and ">Police<" not in shown and ">Health<" not in shown
    assert "Levels by agency" not in room.screen()
    room.show("agencies")
    assert "Levels by agency" in room.screen() and "Levels by agency" in people[0].get("/room").text


def test_a_hard_case_can_be_sat_out(fay: httpx.Client, visitor: Visitor) -> None:
    room = create(fay, "marked_baby")
    takes, sits = join(visitor(), room), join(visitor(), room)
    assert "A baby is hurt." in room.move()
    assert "A baby is hurt." in room.screen() and "three months" not in room.screen()
    for client in (takes, sits):
        assert "A baby is hurt." in client.get("/room").text
    takes.post("/room/warning", data={"takes": "yes"})
    sits.post("/room/warning", data={"takes": "no"})
    room.move()
    assert "three months" in takes.get("/room").text
    for _ in ("vote", "reveal"):
        page = sits.get("/room").text
        assert "You sit this case out" in page and "three months" not in page
        assert "Talk to your manager afterwards." in page
        room.move()
    sits.post("/room/warning", data={"takes": "yes"})
    assert "three months" in sits.get("/room").text


def test_whoever_comes_late_sees_the_warning_first(fay: httpx.Client, visitor: Visitor) -> None:
    room = create(fay, "marked_baby")
    room.move(times=2)
    page = join(visitor(), room).get("/room").text
    assert "A baby is hurt." in page and "three months" not in page


def test_going_back_keeps_the_votes(room: Room, visitor: Visitor) -> None:
    client = join(visitor(), room)
    room.move()
    vote(client)
    room.move()
    room.move("back")
    assert "Your vote is in" in client.get("/room").text
    vote(client, tier="early_help_multi")
    assert bars(room.move(), SEVERAL) == [1]


def test_the_time_for_a_vote_is_shown_and_does_not_end_it(fay: httpx.Client, visitor: Visitor) -> None:
    room = create(fay, seconds="60")
    client = join(visitor(), room)
    room.move()
    assert 'data-seconds="60"' in client.get("/room").text.replace("59", "60")
    vote(client)
    assert bars(room.move(), ONE) == [1]


def test_at_the_end_words_and_code_go_and_votes_stay(
    room: Room, visitor: Visitor, site_engine: Engine
) -> None:
    client = join(visitor(), room)
    room.move()
    vote(client, why="Because he is tired", wanted="Who else lives there?")
    page = room.move("close")
    assert "The session is over" in page and room.code not in page
    (kept,) = _kept(site_engine, room)
    assert (kept.why, kept.wanted, kept.asked, kept.tier) == ("", "", [1], "early_help_single")
    closing = client.get("/room").text
    assert "Thank you for taking part" in closing and "What do you do when you are not sure?" in closing


def test_a_deleted_session_is_gone_with_all_that_was_in_it(
    room: Room, visitor: Visitor, site_engine: Engine
) -> None:
    client = join(visitor(), room)
    room.move()
    vote(client)
    room.facilitator.post(f"{room.place}/delete", data={"token": token_of(room.facilitator.get(room.place))})
    assert room.facilitator.get(room.place).status_code == 404
    assert client.get("/room").status_code == 404
    assert _kept(site_engine, room) == []


def test_a_question_for_news_is_short(room: Room, visitor: Visitor) -> None:
    client = join(visitor(), room)
    first = client.get("/room/state")
    again = client.get("/room/state", headers={"If-None-Match": first.headers["etag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    room.move()
    news = client.get("/room/state", headers={"If-None-Match": first.headers["etag"]})
    assert news.status_code == 200 and news.json()["version"] > first.json()["version"]


def test_markup_in_a_reason_is_shown_as_it_was_written(room: Room, visitor: Visitor) -> None:
    client = join(visitor(), room)
    room.move()
    vote(client, why="<script>alert(1)</script>")
    shown = room.move()
    assert "<script>alert" not in shown and "&lt;script&gt;alert(1)" in shown


def test_other_sites_cannot_vote_or_move(room: Room, visitor: Visitor) -> None:
    client = join(visitor(), room)
    room.move()
    elsewhere = {"Origin": "https://elsewhere.example"}
    form = {"place": field_of(client.get("/room"), "place"), **VOTE}
    assert client.post("/room/vote", data=form, headers=elsewhere).status_code == 403
    page = room.facilitator.get(room.place)
    move = {"token": token_of(page), "version": field_of(page, "version"), "move": "next"}
    assert room.facilitator.post(f"{room.place}/move", data=move, headers=elsewhere).status_code == 403
    assert room.facilitator.post(f"{room.place}/move", data={**move, "token": ""}).status_code == 403


def test_the_qr_code_leads_to_joining(room: Room) -> None:
    screen = room.screen()
    assert '<svg viewBox="0 0' in screen and 'class="qr"' in screen
    assert f"{room.code[:4]} {room.code[4:]}" in screen
