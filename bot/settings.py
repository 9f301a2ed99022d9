"""Settings from the environment. Every one has a default that suits one person's own machine."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from pydantic import AnyHttpUrl, BaseSettings, Field, SecretStr, root_validator

ROOT = Path(__file__).resolve().parents[1]
_KNOWN_SECRET = "for-one-machine-only"  # noqa: S105 (refused anywhere else)


class Settings(BaseSettings):
    """What can be set, as ``GUIDANCE_<NAME>`` (and ``DATABASE_URL``).

    Beyond this machine the server needs a secret of its own, and the real clock.
    """

    host: str = Field("127.0.0.1", description="address to listen on")
    port: int = Field(5005, ge=0, le=65535)
    public_url: AnyHttpUrl | None = Field(None, description="how users reach it, behind a proxy")
    database_url: str = Field(f"sqlite:///{ROOT / 'guidance.db'}", env="DATABASE_URL")
    secret_key: SecretStr = Field(SecretStr(_KNOWN_SECRET), description="signs the session cookie")
    models: Path = Field(ROOT / "models", description="folder of trained models; the newest is used")
    retention_days: int = Field(7, ge=1, description="conversations untouched for longer are deleted")
    questions_days: int = Field(365, ge=1, description="unanswered questions are deleted after this long")
    response_timeout: int = Field(60, ge=1, description="seconds")
    now: datetime | None = Field(None, description="a stopped clock, for tests and demonstrations")

    class Config:
        env_prefix = "guidance_"
        frozen = True

    @root_validator(skip_on_failure=True)
    def _safe_beyond_this_machine(cls, values: dict[str, Any]) -> dict[str, Any]:
        if is_loopback(values["host"]) and values["public_url"] is None:
            return values
        secret = values["secret_key"].get_secret_value()
        if secret == _KNOWN_SECRET or len(secret) < 32:
            raise ValueError(
                "set GUIDANCE_SECRET_KEY to a secret of 32 characters or more before serving beyond this "
                "machine; make one with: python -c 'import secrets; print(secrets.token_urlsafe(32))'"
            )
        if values["now"] is not None:
            raise ValueError("GUIDANCE_NOW stops the clock; unset it before serving beyond this machine")
        return values


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
