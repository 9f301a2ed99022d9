"""Two servers behind nginx, over one PostgreSQL and one Redis."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from bench.processes import free_port
from bench.services import Service
from tests.scale.servers import Served
from tests.scale.services import needs, nginx, postgresql, redis_server


@dataclass(frozen=True)
class Scale:
    """The whole service, in parts."""

    servers: tuple[Served, Served]
    database: Service
    redis: Service
    public: str
    trusted: ssl.SSLContext


@pytest.fixture(scope="module")
def scale(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scale]:
    """Started once for a module; both servers start together on an empty database."""
    needs("postgres", "initdb", "redis-server", "nginx")
    folder = tmp_path_factory.mktemp("scale")
    certificate, key = _certificate(folder)
    ports = [free_port(), free_port()]
    with ExitStack() as stack:
        database = stack.enter_context(postgresql())
        redis = stack.enter_context(redis_server())
        balancer = stack.enter_context(nginx([f"127.0.0.1:{port}" for port in ports], certificate, key))
        settings = {
            "DATABASE_URL": database.url,
            "REDIS_URL": redis.url,
            "GUIDANCE_PUBLIC_URL": balancer.url,
            "GUIDANCE_SECRET_KEY": "of-this-test-alone-and-nobody-elses",
            "OPENBLAS_NUM_THREADS": "1",
        }
        servers = (Served(folder, ports[0], settings), Served(folder, ports[1], settings))
        for server in servers:
            server.start()
            stack.callback(server.kill)
        for server in servers:
            server.wait()
        trusted = ssl.create_default_context(cafile=certificate)
        yield Scale(servers, database, redis, balancer.url, trusted)


def _certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for localhost, signed by itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(timezone.utc)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "certificate.pem", folder / "key.pem"
    paths[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return paths
