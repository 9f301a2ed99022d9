"""A small server with the pages of training, and people at it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy.engine import Engine

from bot.accounts.model import Role
from bot.accounts.passwords import hash_of
from bot.store import accounts, connect, upgrade
from tests.server.conftest import Server, started

PASSWORD = "correct horse battery"
Visitor = Callable[[], httpx.Client]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Accounts and training over HTTP, without Rasa."""
    with started("-m", "tests.training.site", tmp_path_factory.mktemp("site")) as server:
        yield server


@pytest.fixture(scope="session")
def site_engine(site: Server) -> Engine:
    """The site's own database, with three accounts."""
    engine = connect(f"sqlite:///{site.database}")
    hashed = hash_of(PASSWORD)
    accounts.create(engine, "fay", [Role.FACILITATOR], hashed)
    accounts.create(engine, "fred", [Role.FACILITATOR], hashed)
    accounts.create(engine, "ana", [Role.ANALYST], hashed)
    return engine


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """An empty database."""
    engine = connect(f"sqlite:///{tmp_path / 'guidance.db'}")
    upgrade(engine)
    return engine


@pytest.fixture
def visitor(site: Server, site_engine: Engine) -> Iterator[Visitor]:
    """Makes browsers, each with its own cookies."""
    clients: list[httpx.Client] = []

    def make() -> httpx.Client:
        clients.append(httpx.Client(base_url=site.url, timeout=30, headers={"Accept": "text/html"}))
        return clients[-1]

    yield make
    for client in clients:
        client.close()


@pytest.fixture(scope="session")
def fays_cookies(site: Server, site_engine: Engine) -> httpx.Cookies:
    """Signed in once for all tests: a password is slow to check, as it should be."""
    with httpx.Client(base_url=site.url, timeout=30) as client:
        return signed_in(client, "fay").cookies


@pytest.fixture
def fay(visitor: Visitor, fays_cookies: httpx.Cookies) -> httpx.Client:
    """A facilitator, signed in."""
    client = visitor()
    client.cookies = httpx.Cookies(fays_cookies)
    return client


def signed_in(client: httpx.Client, login: str, password: str = PASSWORD) -> httpx.Client:
    """Sign in through the page."""
    answer = enter(client, login, password)
    assert answer.status_code == 303, answer.text
    return client


def enter(client: httpx.Client, login: str, password: str, after: str = "") -> httpx.Response:
    """Fill in the sign-in form and send it."""
    token = token_of(client.get("/sign-in"))
    form = {"token": token, "login": login, "password": password, "next": after}
    return client.post("/sign-in", data=form)


def token_of(page: httpx.Response) -> str:
    """The token of a page's first form."""
    return field_of(page, "token")


def field_of(page: httpx.Response, name: str) -> str:
    """The value of a page's first hidden field with this name."""
    found = re.search(f'name="{name}" value="([^"]*)"', page.text)
    assert found, page.text
    return found[1]
