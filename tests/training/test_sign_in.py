"""Signing in and out over HTTP."""

from __future__ import annotations

import re

import httpx
import pytest
from sqlalchemy.engine import Engine

from bot.accounts.model import Role
from bot.accounts.passwords import hash_of
from bot.channels.failures import Failures
from bot.shared.in_process import InProcess
from bot.store import accounts
from tests.running import run_async
from tests.training.conftest import PASSWORD, Visitor, enter, signed_in, token_of

COOKIE = "guidance_account"


def test_a_page_for_facilitators_leads_to_signing_in_and_back(visitor: Visitor) -> None:
    client = visitor()
    asked = client.get("/training")
    assert (asked.status_code, asked.headers["location"]) == (303, "/sign-in?next=/training")
    answer = enter(client, "fay", PASSWORD, after="/training/compare")
    assert (answer.status_code, answer.headers["location"]) == (303, "/training/compare")
    assert client.get("/training").status_code == 200


def test_the_cookie_is_for_this_server_only(visitor: Visitor) -> None:
    cookies = enter(visitor(), "fay", PASSWORD).headers.get_list("set-cookie")
    cookie = next(one for one in cookies if one.startswith(COOKIE))
    assert "httponly" in cookie.lower() and "samesite=strict" in cookie.lower()
    assert re.search("max-age=28800", cookie, re.IGNORECASE)


def test_each_sign_in_has_a_cookie_of_its_own(visitor: Visitor) -> None:
    planted = signed_in(visitor(), "fay").cookies[COOKIE]
    client = visitor()
    client.headers["Cookie"] = f"{COOKIE}={planted}"
    assert client.get("/training").status_code == 200
    del client.headers["Cookie"]
    assert enter(client, "fay", PASSWORD).cookies[COOKIE] != planted


@pytest.mark.parametrize(("login", "password"), [("fay", "wrong password"), ("nobody", PASSWORD), ("", "")])
def test_what_is_wrong_is_not_said(visitor: Visitor, login: str, password: str) -> None:
    answer = enter(visitor(), login, password)
    assert answer.status_code == 401
    assert "The login or password is wrong, or there were too many tries" in answer.text
    assert COOKIE not in answer.cookies


def test_a_locked_account_says_the_same_as_a_wrong_password(visitor: Visitor, site_engine: Engine) -> None:
    accounts.create(site_engine, "locked", [Role.FACILITATOR], hash_of(PASSWORD))
    client = visitor()
    wrong = [enter(client, "locked", "wrong password") for _ in range(5)][-1]
    right = enter(client, "locked", PASSWORD)
    hide = re.compile('(name="token"|id="login" name="login") value="[^"]*"')
    assert right.status_code == 401
    assert hide.sub("", right.text) == hide.sub("", wrong.text)


@pytest.mark.parametrize(
    "after", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1"]
)
def test_nobody_is_led_to_another_site(visitor: Visitor, after: str) -> None:
    assert enter(visitor(), "fay", PASSWORD, after=after).headers["location"] == "/training"


def test_a_form_of_somebody_elses_browser_is_refused(visitor: Visitor) -> None:
    token = token_of(visitor().get("/sign-in"))
    form = {"token": token, "login": "fay", "password": PASSWORD}
    answer = visitor().post("/sign-in", data=form)
    assert answer.status_code == 400 and COOKIE not in answer.cookies


def test_a_form_without_its_token_does_nothing(fay: httpx.Client) -> None:
    for data in ({}, {"token": "made up"}):
        assert fay.post("/sign-out", data=data).status_code == 403
    assert fay.get("/training").status_code == 200


def test_a_token_of_another_sign_in_does_nothing(fay: httpx.Client, visitor: Visitor) -> None:
    other = token_of(signed_in(visitor(), "fred").get("/training"))
    assert fay.post("/sign-out", data={"token": other}).status_code == 403


def test_signing_out_ends_it_everywhere(visitor: Visitor) -> None:
    here, there = (signed_in(visitor(), "fred") for _ in range(2))
    kept = here.cookies[COOKIE]
    assert here.post("/sign-out", data={"token": token_of(here.get("/training"))}).status_code == 303
    here.cookies.set(COOKIE, kept)
    for client in (here, there):
        assert client.get("/training").status_code == 303


def test_a_changed_password_ends_other_sign_ins_and_not_this_one(
    visitor: Visitor, site_engine: Engine
) -> None:
    accounts.create(site_engine, "changing", [Role.FACILITATOR], hash_of(PASSWORD))
    here, there = (signed_in(visitor(), "changing") for _ in range(2))
    form = {"token": token_of(here.get("/account")), "old": PASSWORD, "new": "a very new password"}
    wrong = here.post("/account", data={**form, "old": "not this one"})
    assert wrong.status_code == 400 and "is not right" in wrong.text
    short = here.post("/account", data={**form, "new": "short"})
    assert short.status_code == 400 and "12 to 128" in short.text
    done = here.post("/account", data=form, follow_redirects=True)
    assert "Your password is changed" in done.text
    assert there.get("/account").status_code == 303
    signed_in(visitor(), "changing", "a very new password")


def test_a_disabled_account_is_out_at_once(visitor: Visitor, site_engine: Engine) -> None:
    leaving = accounts.create(site_engine, "leaving", [Role.FACILITATOR], hash_of(PASSWORD))
    client = signed_in(visitor(), "leaving")
    accounts.set_disabled(site_engine, leaving.id, True)
    assert client.get("/training").status_code == 303


def test_an_analyst_runs_no_sessions(visitor: Visitor) -> None:
    client = signed_in(visitor(), "ana")
    assert client.get("/training").status_code == 403
    assert client.get("/training/compare").status_code == 200
    assert client.get("/account").status_code == 200


def test_a_forged_cookie_is_nobody(visitor: Visitor) -> None:
    client = visitor()
    for forged in ("", "x", "WzEsMSwiYSJd.aaaaaa.bbbbbbbb"):
        client.cookies.set(COOKIE, forged)
        assert client.get("/training").status_code == 303


def test_a_program_is_told_to_sign_in(visitor: Visitor) -> None:
    answer = visitor().get("/training", headers={"Accept": "application/json"})
    assert answer.status_code == 401


def test_failures_are_limited_whoever_makes_them_and_at_whichever_server() -> None:
    now = [0.0]
    shared = InProcess(lambda: now[0])
    here, there = Failures(shared, "sign-in", 3), Failures(shared, "sign-in", 3)

    async def fail() -> None:
        for one in (here, there, here):
            assert not await one.are_too_many()
            await one.one_more()
        assert await there.are_too_many()
        assert not await Failures(shared, "join", 3).are_too_many()
        now[0] = 59.0
        assert await here.are_too_many()
        now[0] = 60.0
        assert not await here.are_too_many()

    run_async(fail())
