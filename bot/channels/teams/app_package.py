"""The app package that an administrator uploads to Teams: a manifest and two icons in a zip file.

The manifest follows Microsoft's schema 1.25 ("App manifest schema for Teams"); the tests hold it against the
schema that the npm package @microsoft/app-manifest carries.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bot.channels.teams.icons import colour, outline
from bot.settings import Settings

VERSION = "1.25"
SCHEMA = f"https://developer.microsoft.com/json-schemas/teams/v{VERSION}/MicrosoftTeams.schema.json"
_LONGEST_NAME = 30
_NEEDED = ("teams_app_id", "public_url", "teams_developer", "teams_privacy_url", "teams_terms_url")
_PRIVATE = (
    "danger", "number", "record", "words", "remind", "change", "back", "why", "help", "again",
)  # fmt: skip
_WITH_OTHERS = ("help", "number", "question")  # where others read along: the process only


class NotReady(Exception):
    """What is missing or wrong for an app package, in lines to show."""


def package(settings: Settings, wording: Mapping[str, str], version: str) -> bytes:
    """The zip file, the same for the same settings. Raises NotReady saying what has to be set.

    ``version`` is the app's, such as 1.2.0: Teams takes an update only under a higher one.
    """
    written = json.dumps(manifest(settings, wording, version), indent=2, ensure_ascii=False)
    files = {
        "manifest.json": written.encode(),
        "color.png": colour(settings.brand_colour),
        "outline.png": outline(),
    }
    zipped = BytesIO()
    with ZipFile(zipped, "w", ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(ZipInfo(name), body, ZIP_DEFLATED)  # without the time of day
    return zipped.getvalue()


def manifest(settings: Settings, wording: Mapping[str, str], version: str) -> dict[str, Any]:
    """The manifest. Raises NotReady saying what has to be set."""
    _check(settings)
    name, site = settings.name, settings.public_url
    lists = ((("personal",), _PRIVATE), (("team", "groupChat"), _WITH_OTHERS))
    return {
        "$schema": SCHEMA,
        "manifestVersion": VERSION,
        "version": version,
        "id": settings.teams_app_id,
        "developer": {
            "name": settings.teams_developer,
            "websiteUrl": site,
            "privacyUrl": settings.teams_privacy_url,
            "termsOfUseUrl": settings.teams_terms_url,
        },
        "name": {"short": name, "full": name},
        "description": {
            "short": wording["teams_app_short"],
            "full": wording["teams_app_full"].format(name=name),
        },
        "localizationInfo": {"defaultLanguageTag": "en-gb"},
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": settings.brand_colour,
        "bots": [
            {
                "botId": settings.teams_app_id,
                "scopes": ["personal", "team", "groupChat"],
                "isNotificationOnly": False,
                "supportsFiles": False,
                "commandLists": [
                    {"scopes": list(scopes), "commands": [_command(one, wording) for one in commands]}
                    for scopes, commands in lists
                ],
            }
        ],
        "defaultInstallScope": "personal",
        "permissions": ["messageTeamMembers"],  # a private chat with whoever writes about a child in a group
        "validDomains": [site.host if site else ""],
    }


def _command(key: str, wording: Mapping[str, str]) -> dict[str, str]:
    return {"title": wording[f"teams_command_{key}"], "description": wording[f"teams_command_{key}_about"]}


def _check(settings: Settings) -> None:
    wrong = [
        f"GUIDANCE_{name.upper()}: {Settings.__fields__[name].field_info.description}"
        for name in _NEEDED
        if not getattr(settings, name)
    ]
    if len(settings.name) > _LONGEST_NAME:
        wrong.append(f"GUIDANCE_NAME: {settings.name!r} is longer than {_LONGEST_NAME} characters")
    if settings.public_url and settings.public_url.scheme != "https":
        wrong.append(f"GUIDANCE_PUBLIC_URL: {settings.public_url} does not begin with https://")
    if wrong:
        raise NotReady("\n".join(wrong))
