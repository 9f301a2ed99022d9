"""Settings of the Microsoft Teams channel. None is needed where Teams is not used."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import AnyHttpUrl, BaseSettings, Field, SecretStr, validator

_GUID = r"([0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})?"
_HOST = re.compile(r"[a-z0-9.-]+(:[0-9]{1,5})?")


class TeamsSettings(BaseSettings):
    """``GUIDANCE_TEAMS_<NAME>``. Without an app id, and not for development, there is no Teams channel."""

    teams_app_id: str = Field("", regex=f"^{_GUID}$", description="the bot's application id in Entra")
    teams_app_password: SecretStr = Field(SecretStr(""), description="its client secret")
    teams_identity: Literal["single_tenant", "multi_tenant", "managed_identity"] = Field(
        "single_tenant", description="how the bot is registered; managed_identity is a user-assigned one"
    )
    teams_tenant_id: str = Field("", regex=f"^{_GUID}$", description="the tenant that the bot belongs to")
    teams_tenants: str = Field("", description="tenants whose users are answered (default: the bot's own)")
    teams_cloud: Literal["public", "usgov"] = Field("public", description="Microsoft's cloud")
    teams_metadata_url: AnyHttpUrl | None = Field(None, description="OpenID metadata of the Bot Connector")
    teams_login_url: AnyHttpUrl | None = Field(None, description="where the bot gets its own tokens")
    teams_service_hosts: str = Field("", description="hosts answers may go to, beside Microsoft's for Teams")
    teams_developer: str = Field("", max_length=32, description="who runs the service, as its Teams app says")
    teams_privacy_url: AnyHttpUrl | None = Field(None, description="the service's privacy notice")
    teams_terms_url: AnyHttpUrl | None = Field(None, description="the service's terms of use")
    teams_development: bool = Field(False, description="for the playground: this machine, without tokens")

    @validator("teams_metadata_url", "teams_login_url", "teams_privacy_url", "teams_terms_url")
    def _are_https(cls, url: AnyHttpUrl | None) -> AnyHttpUrl | None:
        if url is not None and url.scheme != "https":
            raise ValueError(f"{url} must begin with https://")
        return url

    @validator("teams_tenants")
    def _are_tenants(cls, tenants: str) -> str:
        for tenant in tenants.split():
            if not re.fullmatch(_GUID, tenant):
                raise ValueError(f"{tenant} is no tenant; write its id, with spaces between several")
        return tenants.lower()

    @validator("teams_service_hosts")
    def _are_hosts(cls, hosts: str) -> str:
        for host in hosts.lower().split():
            if not _HOST.fullmatch(host):
                raise ValueError(f"{host} is no host; write it as smba.trafficmanager.net")
        return hosts.lower()

    @property
    def allowed_tenants(self) -> frozenset[str]:
        """Ids of the tenants whose users are answered, in small letters."""
        return frozenset((self.teams_tenants or self.teams_tenant_id.lower()).split())


def check_teams(values: Mapping[str, Any], *, this_machine_only: bool) -> None:
    """Raise ValueError, saying what to set, where the channel could not work or would not be safe."""
    if values["teams_development"]:
        if not this_machine_only:
            raise ValueError(
                "GUIDANCE_TEAMS_DEVELOPMENT lets anybody speak without a token; use it only on loopback "
                "and without GUIDANCE_PUBLIC_URL"
            )
        return
    if not values["teams_app_id"]:
        return
    identity = values["teams_identity"]
    needed = {"GUIDANCE_PUBLIC_URL": values["public_url"]}
    if identity != "managed_identity":
        needed["GUIDANCE_TEAMS_APP_PASSWORD"] = values["teams_app_password"].get_secret_value()
    if identity == "single_tenant":
        needed["GUIDANCE_TEAMS_TENANT_ID"] = values["teams_tenant_id"]
    elif not values["teams_tenant_id"]:
        needed["GUIDANCE_TEAMS_TENANTS"] = values["teams_tenants"]
    missing = [name for name, value in needed.items() if not value]
    if missing:
        raise ValueError(f"for Teams with a {identity.replace('_', ' ')} bot, set {' and '.join(missing)}")
