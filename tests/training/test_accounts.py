"""Accounts: passwords, the pause after wrong ones, and the command."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy.engine import Engine

from bot.accounts import passwords
from bot.accounts.model import Account, Role, login_of
from bot.accounts.sign_in import FAILURES, PAUSE, sign_in
from bot.cli import main
from bot.settings import settings
from bot.store import accounts, audit

NOW = datetime(2026, 3, 10, 10, 30, tzinfo=timezone.utc)
RIGHT, WRONG = "four plain small words", "four plain small wards"


@pytest.fixture
def fay(engine: Engine) -> Account:
    return accounts.create(engine, "fay", [Role.FACILITATOR], passwords.hash_of(RIGHT))


def test_the_right_password_signs_in(engine: Engine, fay: Account) -> None:
    assert sign_in(engine, " Fay", RIGHT, NOW) == fay
    assert sign_in(engine, "fay", WRONG, NOW) is None


def test_nobody_signs_in_to_an_account_that_there_is_not(engine: Engine) -> None:
    assert sign_in(engine, "nobody", RIGHT, NOW) is None


def test_five_wrong_passwords_close_an_account_for_a_while(engine: Engine, fay: Account) -> None:
    for _ in range(FAILURES):
        assert sign_in(engine, "fay", WRONG, NOW) is None
    assert sign_in(engine, "fay", RIGHT, NOW + PAUSE - timedelta(seconds=1)) is None
    assert sign_in(engine, "fay", RIGHT, NOW + PAUSE) is not None


def test_the_right_password_forgives_earlier_wrong_ones(engine: Engine, fay: Account) -> None:
    for password in [WRONG] * (FAILURES - 1) + [RIGHT] + [WRONG] * (FAILURES - 1):
        sign_in(engine, "fay", password, NOW)
    assert sign_in(engine, "fay", RIGHT, NOW) is not None


def test_a_disabled_account_stays_out(engine: Engine, fay: Account) -> None:
    accounts.set_disabled(engine, fay.id, True)
    assert sign_in(engine, "fay", RIGHT, NOW) is None


def test_an_account_of_the_organisation_has_no_password(engine: Engine) -> None:
    accounts.create(engine, "sso:fay", [Role.FACILITATOR], None, "https://issuer.example 1")
    assert sign_in(engine, "sso:fay", "", NOW) is None


def test_a_new_password_ends_what_was_signed_in(engine: Engine, fay: Account) -> None:
    accounts.set_password(engine, fay.id, passwords.hash_of("another one entirely"))
    found = accounts.get(engine, fay.id)
    assert found is not None and found.version > fay.version


def test_a_login_belongs_to_one_account(engine: Engine, fay: Account) -> None:
    with pytest.raises(accounts.AlreadyThere):
        accounts.create(engine, "fay", [Role.ANALYST], None)


@pytest.mark.parametrize("login", ["", "a", "has space", "sso:fay", "<b>", "x" * 101])
def test_what_is_no_login(login: str) -> None:
    with pytest.raises(ValueError, match="letters, digits"):
        login_of(login)


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("short", "password_length"),
        ("x" * 129, "password_length"),
        ("hello fay and friends", "password_holds_login"),
        ("abababababab", "password_repeats"),
        (RIGHT.replace("a", "e"), None),
    ],
)
def test_what_a_password_must_be(password: str, fault: str | None) -> None:
    assert passwords.fault(password, "fay") == fault


def test_a_made_password_is_long_and_never_the_same() -> None:
    # A login of two letters is in one made password of sixty by chance.
    made = {passwords.generate("fa") for _ in range(500)}
    assert len(made) == 500
    assert all(passwords.fault(one, "fa") is None and len(one) == 23 for one in made)


def test_hashes_are_argon2id_and_salted() -> None:
    first, second = passwords.hash_of(RIGHT), passwords.hash_of(RIGHT)
    assert first.startswith("$argon2id$") and first != second
    assert passwords.is_right(RIGHT, first) and not passwords.is_right(RIGHT, "no hash at all")


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'guidance.db'}")
    settings.cache_clear()
    yield CliRunner()
    settings.cache_clear()


def _run(command: CliRunner, *words: str, typed: str = "", code: int = 0) -> str:
    result = command.invoke(main, ["account", *words], input=typed)
    assert result.exit_code == code, result.output
    return result.output


def test_an_account_from_the_command_line(command: CliRunner, engine: Engine) -> None:
    said = _run(command, "create", "Fay", "--role", "facilitator", typed=f"{RIGHT}\n{RIGHT}\n")
    assert RIGHT not in said and "Created fay (facilitator)" in said
    assert sign_in(engine, "fay", RIGHT, NOW) is not None
    assert "already" in _run(command, "create", "fay", "--role", "analyst", "--generate", code=1)


def test_a_password_is_never_an_argument(command: CliRunner) -> None:
    assert "--password" not in _run(command, "create", "--help")


def test_a_bad_password_is_refused_with_a_reason(command: CliRunner) -> None:
    said = _run(command, "create", "fay", "--role", "facilitator", typed="short\nshort\n", code=1)
    assert "12 to 128 characters" in said


def test_the_life_of_an_account(command: CliRunner, engine: Engine) -> None:
    made = _run(command, "create", "fay", "--role", "facilitator", "--generate")
    password = made.split("once): ")[1].split()[0]
    for _ in range(FAILURES):
        sign_in(engine, "fay", WRONG, datetime.now(timezone.utc))
    assert "locked until" in _run(command, "list")
    _run(command, "unlock", "fay")
    assert sign_in(engine, "fay", password, NOW) is not None
    _run(command, "roles", "fay", "--role", "analyst", "--role", "facilitator")
    _run(command, "disable", "fay")
    assert _run(command, "list").split("  ") == ["fay", "analyst, facilitator", "disabled\n"]
    _run(command, "enable", "fay")
    _run(command, "reset-password", "fay", "--generate")
    assert sign_in(engine, "fay", password, NOW) is None
    acts = [act.act for act in audit.acts(engine)]
    assert acts[::-1] == [
        "account created",
        "account unlocked",
        "roles changed",
        "account disabled",
        "account enabled",
        "password reset",
    ]
    assert "command line  password reset  fay" in _run(command, "log", "--most", "1")


def test_an_account_that_there_is_not(command: CliRunner) -> None:
    assert "no account" in _run(command, "disable", "fay", code=1)


def test_old_acts_are_forgotten(engine: Engine) -> None:
    audit.note(engine, NOW - timedelta(days=10), "fay", "session created", "abc")
    audit.note(engine, NOW, "fay", "session closed", "abc")
    assert audit.forget(engine, NOW, after_days=5) == 1
    assert [act.act for act in audit.acts(engine)] == ["session closed"]
