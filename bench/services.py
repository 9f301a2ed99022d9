"""Real PostgreSQL, Redis and nginx, as Debian packages them, in a folder that is deleted afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg2
import redis

from bench.processes import free_port

NOBODY = "nobody"  # PostgreSQL refuses to run as root
_PATIENCE = 30  # seconds


class NotInstalled(Exception):
    """A program that is needed is not there; the message says how to install it."""


@dataclass
class Service:
    """A program that can be stopped and started again where it was."""

    url: str
    _command: list[str]
    _user: str | None
    _is_ready: Callable[[], bool]
    _log: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(self._command, stdout=log, stderr=log, user=self._user)
        end = time.monotonic() + _PATIENCE
        while not self._is_ready():
            assert self.process.poll() is None and time.monotonic() < end, self._log.read_text()
            time.sleep(0.05)

    def kill(self) -> None:
        """End it as a power cut does."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def stop(self) -> None:
        """End it as its administrator does: at once, without waiting for its clients."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(2)  # "fast" for PostgreSQL
            self.process.wait(_PATIENCE)


@contextmanager
def postgresql() -> Iterator[Service]:
    """An empty database on a socket in its own folder."""
    user = NOBODY if os.geteuid() == 0 else None
    with _folder(user) as folder:
        data = folder / "data"
        initdb = [
            path_of("initdb"),
            "-D",
            str(data),
            "-U",
            "guidance",
            "--auth=trust",
            "--no-sync",
            "-E",
            "UTF8",
        ]
        subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, user=user, cwd=folder)
        settings = {"listen_addresses": "", "unix_socket_directories": str(folder), "fsync": "off"}
        command = [path_of("postgres"), "-D", str(data)]
        command += [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        url = f"postgresql://guidance@/postgres?host={folder}"
        service = Service(url, command, user, lambda: _connects(url), folder / "log")
        try:
            service.start()
            yield service
        finally:
            service.stop()


@contextmanager
def redis_server() -> Iterator[Service]:
    """An empty Redis on a socket in its own folder, in memory only."""
    with _folder(None) as folder:
        socket = folder / "redis"
        command = [path_of("redis-server"), "--port", "0", "--unixsocket", str(socket), "--save", ""]
        url = f"unix://{socket}?db=0"
        service = Service(url, command, None, lambda: _pongs(url), folder / "log")
        try:
            service.start()
            yield service
        finally:
            service.kill()


@contextmanager
def nginx(upstreams: list[str], certificate: Path, key: Path) -> Iterator[Service]:
    """nginx with ``deploy/nginx.conf``; only names, ports and places of files are those of this machine."""
    port = free_port()
    with _folder(None) as folder:
        folder.chmod(0o755)
        config = folder / "nginx.conf"
        config.write_text(configured(upstreams, certificate, key, port, folder))
        command = [path_of("nginx"), "-c", str(config), "-p", str(folder), "-g", "daemon off;"]
        subprocess.run([*command[:5], "-t", "-q"], check=True)
        url = f"https://localhost:{port}"
        service = Service(url, command, None, (folder / "nginx.pid").exists, folder / "log")
        try:
            service.start()
            yield service
        finally:
            service.stop()


def configured(upstreams: list[str], certificate: Path, key: Path, port: int, folder: Path) -> str:
    """``deploy/nginx.conf`` for this machine."""
    text = (Path(__file__).parents[1] / "deploy" / "nginx.conf").read_text()
    for there, here in {
        "server1:5005": upstreams[0],
        "server2:5005": upstreams[1],
        "listen 8080": f"listen 127.0.0.1:{free_port()}",
        "listen 8443": f"listen 127.0.0.1:{port}",
        "/etc/nginx/tls/fullchain.pem": str(certificate),
        "/etc/nginx/tls/privkey.pem": str(key),
        "/tmp/nginx": f"{folder}/nginx",
        "rate=20r/s": "rate=1000r/s",
    }.items():
        assert there in text, there
        text = text.replace(there, here)
    return text


def path_of(program: str) -> str:
    """Where a program of Debian's packages lies. Raises NotInstalled."""
    places = [os.environ.get("PATH", ""), "/usr/sbin", *map(str, Path("/usr/lib/postgresql").glob("*/bin"))]
    found = shutil.which(program, path=os.pathsep.join(places))
    if found is None:
        raise NotInstalled(f"no {program} here (apt-get install postgresql redis-server nginx)")
    return found


@contextmanager
def _folder(user: str | None) -> Iterator[Path]:
    """A short path, as a socket's has to be, that ``user`` may enter."""
    folder = Path(tempfile.mkdtemp(prefix="guidance-"))
    try:
        if user is not None:
            shutil.chown(folder, user)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _connects(url: str) -> bool:
    try:
        psycopg2.connect(url).close()
    except psycopg2.OperationalError:
        return False
    return True


def _pongs(url: str) -> bool:
    try:
        return bool(redis.Redis.from_url(url).ping())
    except redis.ConnectionError:
        return False
