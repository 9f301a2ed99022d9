"""Microsoft's clouds: who issues tokens for bots in Teams, and where answers may be sent.

Sources: Microsoft Learn, "Authentication with the Bot Connector API" and "Configure a bot for US Government
customers"; the service hosts are those that Teams names in its activities.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import SplitResult, urlsplit

from bot.settings import Settings, is_loopback


@dataclass(frozen=True)
class Cloud:
    """``shared_tenant`` gives tokens to multi-tenant bots; ``resource`` is what those tokens are for."""

    issuer: str
    metadata_url: str
    login_url: str
    shared_tenant: str
    resource: str
    hosts: frozenset[str]


_CLOUDS = {
    "public": Cloud(
        issuer="https://api.botframework.com",
        metadata_url="https://login.botframework.com/v1/.well-known/openidconfiguration",
        login_url="https://login.microsoftonline.com",
        shared_tenant="botframework.com",
        resource="https://api.botframework.com",
        hosts=frozenset({"smba.trafficmanager.net", "smba.infra.gcc.teams.microsoft.com"}),
    ),
    "usgov": Cloud(
        issuer="https://api.botframework.us",
        metadata_url="https://login.botframework.azure.us/v1/.well-known/openidconfiguration",
        login_url="https://login.microsoftonline.us",
        shared_tenant="MicrosoftServices.onmicrosoft.us",
        resource="https://api.botframework.us",
        hosts=frozenset({"smba.infra.gov.teams.microsoft.us", "smba.infra.dod.teams.microsoft.us"}),
    ),
}


def cloud_of(settings: Settings) -> Cloud:
    """The cloud that the settings name, with what they set instead."""
    cloud = _CLOUDS[settings.teams_cloud]
    return replace(
        cloud,
        metadata_url=settings.teams_metadata_url or cloud.metadata_url,
        login_url=(settings.teams_login_url or cloud.login_url).rstrip("/"),
        hosts=cloud.hosts | set(settings.teams_service_hosts.split()),
    )


def may_be_sent_to(url: str, hosts: frozenset[str]) -> bool:
    """Whether ``url`` is an HTTPS address on one of ``hosts`` exactly. A shared domain is never enough."""
    address = _address(url)
    return address is not None and address.scheme == "https" and address.netloc.lower() in hosts


def is_on_this_machine(url: str) -> bool:
    """Whether ``url`` is an address of this machine, for the playground."""
    address = _address(url)
    return address is not None and address.scheme in ("http", "https") and is_loopback(address.hostname or "")


def _address(url: str) -> SplitResult | None:
    """The parts of a plain address: nothing in it but scheme, host, port and path."""
    try:
        address = urlsplit(url)
        port = address.port
    except ValueError:
        return None
    beside = address.username, address.password, address.query, address.fragment
    return None if any(beside) or port == 0 else address
