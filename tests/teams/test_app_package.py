"""The app package: valid by the schema of Microsoft, its icons right, its commands understood."""

from __future__ import annotations

import json
import re
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from jsonschema import Draft4Validator
from PIL import Image, ImageChops

from bot.channels.teams import reminders
from bot.channels.teams.app_package import VERSION, NotReady, manifest, package
from bot.channels.teams.groups import Where, where_to_answer
from bot.cli import main
from bot.rasa_bridge import resources
from bot.settings import Settings, contrast_with_white, settings
from tests.conversations.bot import Bot
from tests.teams.renderer import NODE, needs_node

APP = "11111111-2222-3333-4444-555555555555"
READY: dict[str, Any] = {
    "public_url": "https://guidance.example.gov.uk/",
    "secret_key": "a secret of the tests, which is long enough",
    "teams_app_id": APP,
    "teams_app_password": "app password",
    "teams_tenant_id": "66666666-7777-8888-9999-000000000000",
    "teams_developer": "Example Partnership",
    "teams_privacy_url": "https://www.example.gov.uk/privacy",
    "teams_terms_url": "https://www.example.gov.uk/terms",
    "brand_colour": "#6b1f4e",
}
_SCHEMAS = NODE / "@microsoft" / "app-manifest" / "build" / "json-schemas" / "teams"


def made(**changes: Any) -> dict[str, Any]:
    """The manifest for these settings."""
    return manifest(Settings.parse_obj({**READY, **changes}), resources.content().wording, "1.2.3")


def unpacked(**changes: Any) -> dict[str, bytes]:
    """The files of the package for these settings."""
    body = package(Settings.parse_obj({**READY, **changes}), resources.content().wording, "1.2.3")
    with ZipFile(BytesIO(body)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@needs_node
def test_the_manifest_is_valid_by_its_schema_and_by_every_newer_one() -> None:
    def number(folder: str) -> tuple[int, ...]:
        return tuple(map(int, folder.removeprefix("v").split(".")))

    newer = [
        path.name
        for path in _SCHEMAS.glob("v[0-9]*")
        if (path / "MicrosoftTeams.schema.json").exists() and number(path.name) >= number(VERSION)
    ]
    assert f"v{VERSION}" in newer
    for version in newer:
        schema = json.loads((_SCHEMAS / version / "MicrosoftTeams.schema.json").read_text("utf-8-sig"))
        faults = Draft4Validator(schema).iter_errors({**made(), "manifestVersion": version.removeprefix("v")})
        assert [f"{version} {list(one.absolute_path)}: {one.message[:200]}" for one in faults] == []


def test_the_package_holds_the_manifest_and_the_icons_that_it_names() -> None:
    files = unpacked()
    written = json.loads(files["manifest.json"])
    assert written == made()
    assert set(files) == {"manifest.json", *written["icons"].values()}
    assert written["$schema"].endswith(f"/v{VERSION}/MicrosoftTeams.schema.json")


def test_it_says_who_runs_the_service_and_where() -> None:
    written = made()
    assert (written["id"], written["bots"][0]["botId"], written["version"]) == (APP, APP, "1.2.3")
    assert written["developer"] == {
        "name": "Example Partnership",
        "websiteUrl": "https://guidance.example.gov.uk/",
        "privacyUrl": "https://www.example.gov.uk/privacy",
        "termsOfUseUrl": "https://www.example.gov.uk/terms",
    }
    assert written["validDomains"] == ["guidance.example.gov.uk"]
    assert written["accentColor"] == "#6b1f4e"


def test_it_is_for_private_chats_groups_and_teams() -> None:
    (bot,) = made()["bots"]
    assert bot["scopes"] == ["personal", "team", "groupChat"]
    assert [one["scopes"] for one in bot["commandLists"]] == [["personal"], ["team", "groupChat"]]


def test_it_is_the_same_for_the_same_settings() -> None:
    ready, wording = Settings.parse_obj(READY), resources.content().wording
    assert package(ready, wording, "1.2.3") == package(ready, wording, "1.2.3")
    assert unpacked()["color.png"] != unpacked(brand_colour="#164e56")["color.png"]


def test_the_colour_icon_fills_its_square_and_keeps_its_drawing_in_the_middle() -> None:
    icon = Image.open(BytesIO(unpacked()["color.png"]))
    assert (icon.format, icon.size, icon.mode) == ("PNG", (192, 192), "RGB")
    assert _hex(icon.getpixel((0, 0))) == _hex(icon.getpixel((191, 191))) == READY["brand_colour"]
    left, top, right, bottom = _drawn(icon)
    assert left >= 36 and top >= 36 and right <= 156 and bottom <= 156
    assert right - left > 90
    assert contrast_with_white(READY["brand_colour"]) >= 3


def test_the_outline_icon_is_white_on_nothing() -> None:
    icon = Image.open(BytesIO(unpacked()["outline.png"]))
    assert (icon.format, icon.size, icon.mode) == ("PNG", (32, 32), "RGBA")
    seen = [pixel for pixel in icon.get_flattened_data() if pixel[3]]
    assert {pixel[:3] for pixel in seen} == {(255, 255, 255)}
    assert 80 < len(seen) < 500
    assert icon.getpixel((0, 0))[3] == 0


@pytest.mark.parametrize(
    "name", ["teams_app_id", "public_url", "teams_developer", "teams_privacy_url", "teams_terms_url"]
)
def test_it_says_what_is_missing(name: str) -> None:
    without = {key: value for key, value in READY.items() if key != name}
    if name == "public_url":
        without = {**without, "teams_app_id": ""}
    with pytest.raises(NotReady, match=f"GUIDANCE_{name.upper()}: .+"):
        manifest(Settings.parse_obj(without), resources.content().wording, "1.2.3")


def test_it_says_that_the_name_is_too_long_and_that_the_address_is_not_https() -> None:
    with pytest.raises(NotReady) as refused:
        made(name="A name that is longer than thirty", public_url="http://guidance.example.gov.uk")
    assert re.findall(r"^GUIDANCE_\w+", str(refused.value), re.MULTILINE) == [
        "GUIDANCE_NAME",
        "GUIDANCE_PUBLIC_URL",
    ]


def test_every_command_is_understood(bot: Bot) -> None:
    meant = {
        "A child is in danger now": "danger",
        "Just the number": "just_the_number",
        "Make a record": "record",
        "Help with words": "guide",
        "Change an answer": "change_answer",
        "Back": "go_back",
        "Why do you ask?": "why_ask",
        "Help": "help",
        "Start again": "start_again",
        "What is a strategy discussion?": "ask_question",
    }
    commands = {one["title"] for scope in made()["bots"][0]["commandLists"] for one in scope["commands"]}
    (reminder,) = commands - meant.keys()
    assert reminders.asks(reminder)
    assert {one: bot.read(one)["intent"]["name"] for one in meant} == meant


def test_what_is_offered_in_a_group_is_answered_there(bot: Bot) -> None:
    _, in_groups = made()["bots"][0]["commandLists"]
    for command in in_groups["commands"]:
        assert where_to_answer(bot.read(command["title"])) is not Where.IN_PRIVATE


def test_the_command_writes_the_package(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in READY.items():
        monkeypatch.setenv(f"GUIDANCE_{name.upper()}", value)
    settings.cache_clear()
    try:
        done = CliRunner().invoke(main, ["teams-app", "--out", str(tmp_path / "app.zip")])
    finally:
        settings.cache_clear()
    assert (done.exit_code, done.output[:5]) == (0, "Wrote"), done.output
    with ZipFile(tmp_path / "app.zip") as archive:
        assert archive.testzip() is None
        assert json.loads(archive.read("manifest.json"))["id"] == APP


def test_the_command_says_what_to_set(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.cache_clear()
    try:
        unset = CliRunner().invoke(main, ["teams-app", "--out", str(tmp_path / "app.zip")])
        settings.cache_clear()
        monkeypatch.setenv("GUIDANCE_TEAMS_PRIVACY_URL", "http://www.example.gov.uk/privacy")
        wrong = CliRunner().invoke(main, ["teams-app", "--out", str(tmp_path / "app.zip")])
    finally:
        settings.cache_clear()
    assert (unset.exit_code, wrong.exit_code) == (1, 1)
    assert "GUIDANCE_TEAMS_APP_ID: " in unset.output
    assert (
        "GUIDANCE_TEAMS_PRIVACY_URL: http://www.example.gov.uk/privacy must begin with https://"
        in wrong.output
    )
    assert not (tmp_path / "app.zip").exists()


def _hex(pixel: tuple[int, ...]) -> str:
    return "#" + "".join(f"{one:02x}" for one in pixel)


def _drawn(icon: Image.Image) -> tuple[int, int, int, int]:
    """The box around everything that has not the colour of the corner."""
    box = ImageChops.difference(icon, Image.new("RGB", icon.size, icon.getpixel((0, 0)))).getbbox()
    assert box is not None
    return box
