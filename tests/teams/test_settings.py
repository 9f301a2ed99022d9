"""Settings of the channel, and where answers may go."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from bot.channels.teams.clouds import cloud_of, is_on_this_machine, may_be_sent_to
from bot.settings import Settings
from tests.teams.microsoft import APP, TENANT

OTHER = "00000000-1111-2222-3333-444444444444"
TEAMS = {
    "teams_app_id": APP,
    "teams_app_password": "app password",
    "teams_tenant_id": TENANT,
    "public_url": "https://guidance.example",
    "secret_key": "x" * 40,
}
HOSTS = frozenset({"smba.trafficmanager.net"})


def _settings(**other: Any) -> Settings:
    given = {name: value for name, value in {**TEAMS, **other}.items() if value is not None}
    return Settings.parse_obj(given)


@pytest.mark.parametrize(
    "other, missing",
    [
        ({"teams_app_password": None}, "GUIDANCE_TEAMS_APP_PASSWORD"),
        ({"teams_tenant_id": None}, "GUIDANCE_TEAMS_TENANT_ID"),
        ({"public_url": None}, "GUIDANCE_PUBLIC_URL"),
        ({"teams_identity": "multi_tenant", "teams_tenant_id": None}, "GUIDANCE_TEAMS_TENANTS"),
        ({"teams_identity": "managed_identity", "teams_tenant_id": None}, "GUIDANCE_TEAMS_TENANTS"),
        ({"teams_development": True}, "GUIDANCE_TEAMS_DEVELOPMENT"),
        ({"teams_development": True, "public_url": None, "host": "0.0.0.0"}, "GUIDANCE_TEAMS_DEVELOPMENT"),
        ({"teams_metadata_url": "http://login.example/keys"}, "https"),
        ({"teams_login_url": "http://login.example"}, "https"),
        ({"teams_service_hosts": "https://smba.example"}, "no host"),
        ({"teams_tenants": "wigan.gov.uk"}, "no tenant"),
        ({"teams_app_id": "guidance"}, "match"),
        ({"teams_cloud": "china"}, "public"),
        ({"teams_identity": "nobody"}, "single_tenant"),
    ],
)
def test_what_could_not_work_or_is_not_safe_is_refused_at_the_start(
    other: dict[str, Any], missing: str
) -> None:
    with pytest.raises(ValidationError, match=missing):
        _settings(**other)


def test_development_needs_nothing_on_this_machine() -> None:
    assert Settings.parse_obj({"teams_development": True}).teams_development


def test_a_managed_identity_needs_no_password() -> None:
    assert _settings(teams_identity="managed_identity", teams_app_password=None)


def test_the_password_is_not_shown() -> None:
    assert "app password" not in repr(_settings())


def test_the_bots_own_tenant_is_served_unless_others_are_named() -> None:
    assert _settings().allowed_tenants == {TENANT}
    assert _settings(teams_tenants=f"{TENANT.upper()} {OTHER}").allowed_tenants == {TENANT, OTHER}


def test_the_government_cloud_has_issuers_and_hosts_of_its_own() -> None:
    public, government = cloud_of(_settings()), cloud_of(_settings(teams_cloud="usgov"))
    assert (public.issuer, government.issuer) == (
        "https://api.botframework.com",
        "https://api.botframework.us",
    )
    assert not public.hosts & government.hosts
    assert cloud_of(_settings(teams_service_hosts="smba.example:444")).hosts > public.hosts


@pytest.mark.parametrize(
    "url",
    [
        "http://smba.trafficmanager.net/uk/",
        "https://evil.trafficmanager.net/",
        "https://smba.trafficmanager.net.evil.example/",
        "https://evil.example/smba.trafficmanager.net",
        "https://smba.trafficmanager.net@evil.example/",
        "https://user@smba.trafficmanager.net/",
        "https://smba.trafficmanager.net:444/",
        "https://smba.trafficmanager.net\\@evil.example/",
        "https://smba.trafficmanager.net/?to=evil.example",
        "https://smba.trafficmanager.net/#evil.example",
        "https://smba.trafficmanager.net:x/",
        "//smba.trafficmanager.net/",
        "smba.trafficmanager.net",
        "",
    ],
)
def test_answers_go_to_no_other_address(url: str) -> None:
    assert not may_be_sent_to(url, HOSTS)


@pytest.mark.parametrize("url", ["https://smba.trafficmanager.net/uk/", "https://SMBA.trafficmanager.net"])
def test_answers_go_to_teams(url: str) -> None:
    assert may_be_sent_to(url, HOSTS)


def test_in_development_they_go_to_this_machine_only() -> None:
    here = ("http://localhost:56150/_connector", "http://127.0.0.1:1/", "http://[::1]")
    assert all(map(is_on_this_machine, here))
    others = (
        "http://192.168.1.2/",
        "https://smba.trafficmanager.net/uk/",
        "ftp://localhost/",
        "localhost",
        "",
    )
    assert not any(map(is_on_this_machine, others))
