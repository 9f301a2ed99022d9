"""Signing in with the organisation, against a small issuer of our own."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from sqlalchemy.engine import Engine

from bot.accounts.model import Role
from bot.settings import Settings, roles_of
from bot.store import accounts, audit, connect
from tests.server.conftest import Server, started
from tests.training.issuer import CLIENT, SECRET, Issuer, issuer


@pytest.fixture(scope="module")
def council() -> Iterator[Issuer]:
    with issuer() as one:
        yield one


@pytest.fixture(scope="module")
def site(council: Issuer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GUIDANCE_OIDC_ISSUER", council.address)
        patch.setenv("GUIDANCE_OIDC_CLIENT_ID", CLIENT)
        patch.setenv("GUIDANCE_OIDC_CLIENT_SECRET", SECRET)
        patch.setenv("GUIDANCE_OIDC_ROLES", "facilitator=Training.Facilitator analyst=Training.Analyst")
        with started("-m", "tests.training.site", tmp_path_factory.mktemp("organisation")) as server:
            yield server


@pytest.fixture(scope="module")
def engine(site: Server) -> Engine:
    return connect(f"sqlite:///{site.database}")


@pytest.fixture
def client(site: Server, council: Issuer) -> Iterator[httpx.Client]:
    council.claims = {}
    council.signing_key, council.algorithm = council.key, "RS256"
    with httpx.Client(base_url=site.url, timeout=30, headers={"Accept": "text/html"}) as client:
        yield client


def _there_and_back(client: httpx.Client, after: str = "") -> httpx.Response:
    """Begin here, sign in there, and come back."""
    begun = client.get("/sign-in/organisation", params={"next": after})
    assert begun.status_code == 303, begun.text
    back = httpx.get(begun.headers["location"])
    return client.get(back.headers["location"])


def _refused(client: httpx.Client, answer: httpx.Response) -> bool:
    assert answer.headers["location"] == "/sign-in?refused=yes"
    assert "did not let you in" in client.get("/sign-in?refused=yes").text
    return client.get("/training").status_code == 303


def test_somebody_whom_the_organisation_knows_signs_in(client: httpx.Client, engine: Engine) -> None:
    assert "Sign in with your organisation" in client.get("/sign-in").text
    answer = _there_and_back(client, "/training/compare")
    assert (answer.status_code, answer.headers["location"]) == (303, "/training/compare")
    page = client.get("/training")
    assert page.status_code == 200 and "sso:kim@council.example" in page.text
    assert ("sso:kim@council.example", "signed in") in [(act.who, act.act) for act in audit.acts(engine)]
    assert "Change your password there" in client.get("/account").text


def test_the_cookie_comes_back_from_the_issuers_site(client: httpx.Client) -> None:
    cookies = _there_and_back(client).headers.get_list("set-cookie")
    assert all("samesite=lax" in one.lower() and "httponly" in one.lower() for one in cookies)


def test_the_same_person_has_one_account_with_the_roles_of_today(
    client: httpx.Client, council: Issuer, engine: Engine
) -> None:
    _there_and_back(client)
    council.claims = {"roles": ["Training.Analyst", "Something.Else"], "preferred_username": "new-name"}
    _there_and_back(client)
    found = accounts.of_subject(engine, f"{council.address} person-1")
    assert found is not None and found.roles == {Role.ANALYST}
    assert found.login == "sso:kim@council.example"


def test_two_people_of_one_name_are_two_accounts(
    client: httpx.Client, council: Issuer, engine: Engine
) -> None:
    _there_and_back(client)
    council.claims = {"sub": "person-2"}
    _there_and_back(client)
    logins = {
        found.login
        for sub in ("person-1", "person-2")
        if (found := accounts.of_subject(engine, f"{council.address} {sub}"))
    }
    assert len(logins) == 2


def test_a_local_account_is_never_taken_over(client: httpx.Client, council: Issuer, engine: Engine) -> None:
    local = accounts.create(engine, "root", [Role.ADMINISTRATOR], None)
    council.claims = {"sub": "person-3", "preferred_username": "root"}
    _there_and_back(client)
    found = accounts.of_subject(engine, f"{council.address} person-3")
    assert found is not None and found.id != local.id and found.roles == {Role.FACILITATOR}


def test_a_disabled_account_stays_out(client: httpx.Client, council: Issuer, engine: Engine) -> None:
    council.claims = {"sub": "person-4", "preferred_username": "gone"}
    _there_and_back(client)
    found = accounts.of_subject(engine, f"{council.address} person-4")
    assert found is not None
    accounts.set_disabled(engine, found.id, True)
    assert _refused(client, _there_and_back(client))


NOW = int(time.time())


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://another.example"},
        {"aud": "another client"},
        {"azp": "another", "aud": [CLIENT, "another"]},
        {"nonce": "another"},
        {"exp": NOW - 3600},
        {"iat": NOW + 3600},
        {"roles": []},
        {"roles": ["Something.Else"]},
        {"sub": None},
    ],
    ids=lambda claims: " ".join(claims),  # the same in every process, whatever the time
)
def test_what_the_issuer_must_not_say(client: httpx.Client, council: Issuer, claims: dict[str, Any]) -> None:
    council.claims = claims
    assert _refused(client, _there_and_back(client))


def test_a_token_signed_by_somebody_else(client: httpx.Client, council: Issuer) -> None:
    council.signing_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    assert _refused(client, _there_and_back(client))


@pytest.mark.parametrize(
    ("algorithm", "key"), [("none", None), ("HS256", "a secret of thirty-two letters or so")]
)
def test_a_token_signed_in_another_way(
    client: httpx.Client, council: Issuer, algorithm: str, key: str | None
) -> None:
    council.algorithm, council.signing_key = algorithm, key
    assert _refused(client, _there_and_back(client))


def test_a_way_back_that_was_not_begun_here(client: httpx.Client, site: Server) -> None:
    with httpx.Client(base_url=site.url) as other:
        begun = other.get("/sign-in/organisation")
        back = httpx.get(begun.headers["location"]).headers["location"]
    assert _refused(client, client.get(back))


def test_another_state_than_was_begun_with(client: httpx.Client) -> None:
    begun = client.get("/sign-in/organisation")
    back = httpx.get(begun.headers["location"]).headers["location"]
    assert _refused(client, client.get(back.split("state=")[0] + "state=another"))


def test_a_code_is_good_once(client: httpx.Client) -> None:
    begun = client.get("/sign-in/organisation")
    kept = client.cookies["guidance_oidc"]
    back = httpx.get(begun.headers["location"]).headers["location"]
    assert client.get(back).headers["location"] == "/training"
    client.cookies.clear()
    client.headers["Cookie"] = f"guidance_oidc={kept}"
    assert _refused(client, client.get(back))


def test_the_settings_are_whole_or_refused() -> None:
    whole = {"oidc_issuer": "https://i.example", "oidc_client_id": "a", "oidc_client_secret": "b"}
    assert Settings.parse_obj(whole).oidc_claim == "roles"
    for wrong in ({"oidc_client_id": ""}, {"oidc_issuer": "http://i.example"}, {"oidc_roles": "boss=x"}):
        with pytest.raises(ValueError, match="GUIDANCE_OIDC|no role"):
            Settings.parse_obj({**whole, **wrong})


def test_several_values_may_mean_one_role() -> None:
    assert roles_of("facilitator=A facilitator=B analyst=C") == {
        "A": Role.FACILITATOR,
        "B": Role.FACILITATOR,
        "C": Role.ANALYST,
    }
