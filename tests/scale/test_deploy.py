"""What an adopter starts from: the files below deploy/ fit together, and hold no secret or needless right."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import Settings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
SERVERS = ("server1", "server2")
GRACE = Settings.__fields__["graceful_seconds"].default


def _seconds(text: str) -> int:
    return int(text.removesuffix("s"))


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    return yaml.safe_load((DEPLOY / "compose.yml").read_text())["services"]


@pytest.fixture(scope="module")
def container() -> list[list[str]]:
    """The instructions of the container file, words apart."""
    text = (DEPLOY / "Containerfile").read_text().replace("\\\n", " ")
    return [line.split() for line in text.splitlines() if line and not line.startswith("#")]


def test_everything_is_there(services: dict[str, Any]) -> None:
    assert set(services) == {*SERVERS, "postgresql", "redis", "nginx"}


@pytest.mark.parametrize("name", [*SERVERS, "redis", "nginx"])
def test_services_can_write_nowhere_and_gain_no_rights(services: dict[str, Any], name: str) -> None:
    service = services[name]
    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


def test_only_nginx_can_be_reached_from_outside(services: dict[str, Any]) -> None:
    assert [name for name, service in services.items() if "ports" in service] == ["nginx"]
    assert [name for name, service in services.items() if "outside" in service["networks"]] == ["nginx"]


def test_secrets_come_from_the_environment_alone(services: dict[str, Any]) -> None:
    for service in services.values():
        for name, value in service.get("environment", {}).items():
            if re.search("KEY|PASSWORD|_URL", name):
                assert "${" in value, name
    example = (DEPLOY / ".env.example").read_text()
    filled = dict(re.findall(r"(?m)^([A-Z_]+)=(.*)$", example))
    assert {name for name in filled if re.search("KEY|PASSWORD", name) and filled[name]} == set()


def test_every_variable_is_explained_and_every_setting_exists(services: dict[str, Any]) -> None:
    text = (DEPLOY / "compose.yml").read_text()
    asked = set(re.findall(r"\$\{([A-Z_]+)", text))
    explained = set(re.findall(r"(?m)^([A-Z_]+)=", (DEPLOY / ".env.example").read_text()))
    assert asked == explained
    every = text + (DEPLOY / "Containerfile").read_text() + (DEPLOY / "guidance.service").read_text()
    known = {f"GUIDANCE_{name.upper()}" for name in Settings.__fields__}
    assert set(re.findall(r"GUIDANCE_[A-Z_]+", every)) <= known


def test_a_stop_waits_longer_than_the_server_needs(services: dict[str, Any]) -> None:
    for name in SERVERS:
        assert _seconds(services[name]["stop_grace_period"]) > GRACE
    unit = (DEPLOY / "guidance.service").read_text()
    assert int(re.search(r"TimeoutStopSec=(\d+)", unit)[1]) > GRACE


def test_redis_keeps_nothing_on_disk(services: dict[str, Any]) -> None:
    assert '--save "" --appendonly no' in " ".join(services["redis"]["command"])


def test_the_container_serves_without_root_and_is_watched(container: list[list[str]]) -> None:
    names = [words[0] for words in container]
    assert names.count("FROM") == 2
    last = container[len(names) - 1 - names[::-1].index("FROM") :]
    assert [words[1] for words in last if words[0] == "USER"] == ["10001"]
    assert any("/health" in " ".join(words) for words in last if words[0] == "HEALTHCHECK")
    assert ["STOPSIGNAL", "SIGTERM"] in last


def test_what_the_container_copies_is_there(container: list[list[str]]) -> None:
    for words in container:
        if words[0] == "COPY" and not words[1].startswith("--from"):
            assert [name for name in words[1:-1] if not (ROOT / name).exists()] == []


def test_nginx_sends_to_the_servers_of_the_compose_file_and_writes_nobody_down(
    services: dict[str, Any],
) -> None:
    text = (DEPLOY / "nginx.conf").read_text()
    assert set(re.findall(r"server (\w+):5005", text)) == set(SERVERS)
    assert "access_log off;" in text
    assert "forwarded" not in text.lower()
    mounted = [volume.split(":")[1] for volume in services["nginx"]["volumes"]]
    assert {"/etc/nginx/nginx.conf", "/etc/nginx/tls"} == set(mounted)


def test_the_unit_is_one_that_systemd_takes(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd here")
    text = (DEPLOY / "guidance.service").read_text().replace("/opt/guidance/.venv/bin/guidance", "/bin/true")
    (tmp_path / "guidance.service").write_text(text)
    done = subprocess.run(
        ["systemd-analyze", "verify", str(tmp_path / "guidance.service")], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
