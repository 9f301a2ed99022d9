"""Settings from the environment. Every one has a default that suits one person's own machine."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from pydantic import AnyHttpUrl, Field, SecretStr, root_validator, validator

from bot.accounts.model import Role
from bot.teams_settings import TeamsSettings, check_teams

LEAST_CONTRAST = 4.5
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?")
ROOT = Path(__file__).resolve().parents[1]
_KNOWN_SECRET = "for-one-machine-only"  # noqa: S105 (refused anywhere else)


class Settings(TeamsSettings):
    """What can be set, as ``GUIDANCE_<NAME>`` (and ``DATABASE_URL``, ``REDIS_URL``).

    Beyond this machine the server needs a secret of its own, and the real clock.
    """

    host: str = Field("127.0.0.1", description="address to listen on")
    port: int = Field(5005, ge=0, le=65535)
    public_url: AnyHttpUrl | None = Field(None, description="how users reach it, behind a proxy")
    database_url: str = Field(
        f"sqlite:///{ROOT / 'guidance.db'}", env="DATABASE_URL", description="SQLite or PostgreSQL"
    )
    database_connections: int = Field(10, ge=1, le=1000, description="open at most so many, each server")
    redis_url: str | None = Field(None, env="REDIS_URL", description="what several servers share")
    secret_key: SecretStr = Field(SecretStr(_KNOWN_SECRET), description="signs the session cookie")
    secret_keys_old: SecretStr = Field(
        SecretStr(""), description="earlier secrets, with spaces between: what they signed is still good"
    )
    models: Path = Field(ROOT / "models", description="folder of trained models; the newest is used")
    retention_days: int = Field(7, ge=1, description="conversations untouched for longer are deleted")
    records_days: int = Field(7, ge=1, description="records made longer ago are deleted")
    questions_days: int = Field(365, ge=1, description="unanswered questions are deleted after this long")
    request_timeout: int = Field(20, ge=1, description="seconds in which a request must have arrived")
    response_timeout: int = Field(60, ge=1, description="seconds")
    graceful_seconds: int = Field(30, ge=1, description="how long a stop waits for answers under way")
    turns_per_minute: int = Field(120, ge=1, description="of one conversation")
    all_turns_per_minute: int = Field(6000, ge=1, description="of all conversations together")
    run_folder: Path = Field(ROOT / "run", description="says which servers run here, for `guidance reload`")
    name: str = Field("Threshold Guidance", min_length=1, max_length=60, description="shown on every page")
    brand_colour: str = Field("#164e56", regex=r"^#[0-9a-fA-F]{6}$", description="dark enough for white text")
    logo: Path | None = Field(None, description="an SVG file, shown beside the name")
    exit_url: AnyHttpUrl = Field("https://www.gov.uk/", description='where "Leave this page quickly" leads')
    embed_in: str = Field("", description="sites that may show this in a frame, such as https://a.gov.uk")
    metrics_token: SecretStr | None = Field(
        None, min_length=16, description="who shows it as a bearer token may read /metrics from elsewhere"
    )
    api_per_minute: int = Field(120, ge=1, description="requests to /api/v1 that one key may make")
    training_days: int = Field(365, ge=1, description="training sessions are deleted after this long")
    audit_days: int = Field(730, ge=1, description="what accounts did is deleted after this long")
    insight_days: int = Field(730, ge=31, description="finished guidance is counted for this long")
    oidc_issuer: AnyHttpUrl | None = Field(None, description="the organisation's own sign-in: its address")
    oidc_client_id: str = Field("", description="what this server is called there")
    oidc_client_secret: SecretStr = Field(SecretStr(""), description="and its secret there")
    oidc_claim: str = Field("roles", description="the claim that says what somebody may do")
    oidc_roles: str = Field(
        "facilitator=facilitator analyst=analyst administrator=administrator",
        description="our roles and the claim's values for them, with spaces between",
    )
    now: datetime | None = Field(None, description="a stopped clock, for tests and demonstrations")

    @validator("brand_colour")
    def _white_can_be_read_on_it(cls, colour: str) -> str:
        """WCAG 2.2, 1.4.3: white on it has a contrast of 4.5 or more."""
        if contrast_with_white(colour) < LEAST_CONTRAST:
            raise ValueError(f"{colour} is too light for white text; choose a darker one")
        return colour

    @validator("logo")
    def _is_svg(cls, logo: Path | None) -> Path | None:
        if logo is not None and not (logo.suffix == ".svg" and logo.is_file()):
            raise ValueError(f"{logo} is no SVG file")
        return logo

    @validator("embed_in")
    def _are_origins(cls, sites: str) -> str:
        for site in sites.split():
            if not _ORIGIN.fullmatch(site):
                raise ValueError(f"{site} is no site; write it as https://www.example.gov.uk")
        return sites

    @validator("redis_url")
    def _is_redis(cls, url: str | None) -> str | None:
        if url is not None and not url.startswith(("redis://", "rediss://", "unix://")):
            raise ValueError("REDIS_URL begins with redis://, rediss:// or unix://")
        return url

    @property
    def secrets(self) -> list[str]:
        """Every secret that is good, the one that signs last."""
        return [*self.secret_keys_old.get_secret_value().split(), self.secret_key.get_secret_value()]

    @validator("oidc_roles")
    def _are_roles(cls, pairs: str) -> str:
        roles_of(pairs)
        return pairs

    class Config:
        env_prefix = "guidance_"
        frozen = True

    @root_validator(skip_on_failure=True)
    def _whole_sign_in(cls, values: dict[str, Any]) -> dict[str, Any]:
        issuer = values["oidc_issuer"]
        if issuer is None:
            return values
        if not values["oidc_client_id"] or not values["oidc_client_secret"].get_secret_value():
            raise ValueError("GUIDANCE_OIDC_ISSUER also needs GUIDANCE_OIDC_CLIENT_ID and _CLIENT_SECRET")
        if issuer.scheme != "https" and not is_loopback(issuer.host or ""):
            raise ValueError("GUIDANCE_OIDC_ISSUER must begin with https://")
        return values

    @root_validator(skip_on_failure=True)
    def _safe_beyond_this_machine(cls, values: dict[str, Any]) -> dict[str, Any]:
        if is_loopback(values["host"]) and values["public_url"] is None:
            return values
        known = [values["secret_key"].get_secret_value()]
        known += values["secret_keys_old"].get_secret_value().split()
        if any(secret == _KNOWN_SECRET or len(secret) < 32 for secret in known):
            raise ValueError(
                "set GUIDANCE_SECRET_KEY to a secret of 32 characters or more before serving beyond this "
                "machine; make one with: python -c 'import secrets; print(secrets.token_urlsafe(32))'"
            )
        if values["now"] is not None:
            raise ValueError("GUIDANCE_NOW stops the clock; unset it before serving beyond this machine")
        return values

    @root_validator(skip_on_failure=True)
    def _teams_is_safe(cls, values: dict[str, Any]) -> dict[str, Any]:
        loopback = is_loopback(values["host"]) and values["public_url"] is None
        check_teams(values, this_machine_only=loopback)
        return values


def is_alone(settings: Settings) -> bool:
    """Whether only this machine can reach the server: no public address leads to it through a proxy."""
    return is_loopback(settings.host) and settings.public_url is None


def roles_of(pairs: str) -> dict[str, Role]:
    """The claim's values and our roles for them, from ``role=value role=value``.

    Raises ValueError for a role that there is not.
    """
    found = {}
    for pair in pairs.split():
        role, _, value = pair.partition("=")
        if role not in set(Role) or not value:
            raise ValueError(f"{pair} is no role and value; write them as facilitator=Training.Facilitator")
        found[value] = Role(role)
    return found


def contrast_with_white(colour: str) -> float:
    """The contrast of ``#rrggbb`` with white, 1 to 21 (WCAG 2.2, relative luminance)."""
    shares = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in shares]
    luminance = sum(weight * one for weight, one in zip((0.2126, 0.7152, 0.0722), linear))
    return 1.05 / (luminance + 0.05)


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server on ``host``."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process. Raises pydantic's ValidationError on a wrong one."""
    return Settings.parse_obj({})
