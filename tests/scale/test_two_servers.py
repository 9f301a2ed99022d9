"""Two servers are one service: no turn is lost and none counts twice, whichever of them is there."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import httpx
import pytest
import redis
import sqlalchemy as sa

from bot.store.database import connect, revisions
from bot.store.tables import conversations, purges
from tests.scale.conftest import Scale
from tests.scale.servers import START, Talker

pytestmark = pytest.mark.timeout(300)  # servers are started again, which takes long on a busy machine
WORK = {"choice": {"question": "opening", "turn": 1, "value": "work_it_through"}}
_FEWEST_TURNS = 2
TEXT = {"text": "I'm a teacher in Bolton. A boy of nine is often late for school."}


def test_servers_that_start_together_migrate_once_and_purge_once(scale: Scale) -> None:
    engine = connect(scale.database.url)
    assert not revisions(engine).is_behind
    with engine.connect() as connection:
        purged = connection.execute(sa.select(purges)).all()
    assert len(purged) == len({one.name for one in purged}) >= 3
    for server in scale.servers:
        health = httpx.get(f"{server.url}/health").json()
        assert (health["database"], health["shared"]) == ("here", "here")
        assert {one.name for one in purged} == set(health["purged"])


def test_a_conversation_goes_on_at_the_other_server(scale: Scale) -> None:
    talker = Talker(*(server.url for server in scale.servers))
    talker.say(START)
    assert talker.say(WORK)["messages"][-1]["question"] == "basics"
    known = json.dumps(talker.say(TEXT)["so_far"])
    assert "Bolton" in known
    assert json.dumps(talker.say(START)["so_far"]["known"]) in known


def test_a_turn_that_is_sent_to_both_servers_counts_once(scale: Scale) -> None:
    talker = Talker(*(server.url for server in scale.servers))
    talker.say(START)
    again = {**TEXT, "id": "both-1"}
    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(lambda _: talker.post(again), range(2))
    assert one.json() == other.json()
    assert one.json()["turn"] == 2


def test_turns_at_both_servers_at_once_follow_one_another(scale: Scale) -> None:
    talker = Talker(*(server.url for server in scale.servers))
    talker.say(START)
    with ThreadPoolExecutor(4) as pool:
        turns = sorted(answer.json()["turn"] for answer in pool.map(lambda _: talker.post(START), range(8)))
    assert turns == list(range(2, 10))


def test_what_is_deleted_is_gone_everywhere_at_once(scale: Scale) -> None:
    before = _kept_in_redis(scale)
    talker = Talker(*(server.url for server in scale.servers))
    talker.say(START)
    talker.say(TEXT)
    assert len(_kept_in_redis(scale) - before) == 1
    talker.forget()
    assert _kept_in_redis(scale) == before
    assert talker.post(START).json()["messages"][-1]["question"] == "opening"


def _kept_in_redis(scale: Scale) -> set[bytes]:
    """The keys of what is remembered; counts are numbers that nobody can be found by."""
    kept = redis.Redis.from_url(scale.redis.url)
    return {key for key in kept.scan_iter("guidance:*") if not key.startswith(b"guidance:count:")}


def test_a_limit_counts_at_both_servers_together(scale: Scale) -> None:
    talker = Talker(*(server.url for server in scale.servers))
    talker.say(START)
    answers = [talker.post(START) for _ in range(120)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert len(refused) == 1
    assert refused[0].headers["retry-after"] == "60"


def test_through_nginx_the_session_is_a_secure_cookie_of_either_server(scale: Scale) -> None:
    with httpx.Client(base_url=scale.public, verify=scale.trusted) as browser:
        for turn in range(1, 7):
            answer = browser.post("/api/chat", json=START)
            assert answer.json()["turn"] == turn
            assert "Secure" in answer.headers["set-cookie"]
        assert answer.headers["strict-transport-security"]
        assert browser.get("/metrics").status_code == 404


def test_while_the_database_is_away_nothing_is_lost_and_afterwards_all_goes_on(scale: Scale) -> None:
    with _under_load(scale) as talkers:
        scale.database.stop()
        refused = Talker(scale.servers[0].url).post(START)
        assert refused.status_code == 500
        assert "999" in refused.json()["messages"][0]["text"]
        health = httpx.get(f"{scale.servers[0].url}/health").json()
        assert (health["status"], health["database"]) == ("ready", "away")
        time.sleep(4)
        scale.database.start()
    assert sum(talker.retries for talker in talkers) > 0, "nobody noticed"


def test_while_redis_is_away_turns_are_taken_all_the_same(scale: Scale) -> None:
    with _under_load(scale) as talkers:
        scale.redis.kill()
        taken = [talker.turn for talker in talkers]
        time.sleep(3)
        assert all(talker.turn > before for talker, before in zip(talkers, taken)), "they had to wait"
        assert httpx.get(f"{scale.servers[0].url}/health").json()["shared"] == "away"
        scale.redis.start()
        time.sleep(1)


def test_both_servers_killed_in_turn_under_load_lose_and_double_nothing(scale: Scale) -> None:
    one, other = scale.servers
    with _under_load(scale) as talkers:
        one.kill()
        time.sleep(1)
        one.start()
        one.wait()
        other.kill()
        time.sleep(1)
    assert sum(talker.retries for talker in talkers) > 0, "nobody noticed"


def test_a_server_that_is_asked_to_stop_finishes_the_turns_under_way(scale: Scale) -> None:
    one, _ = scale.servers
    talker = Talker(one.url)
    talker.say(START)
    with ThreadPoolExecutor(1) as pool:
        long_one = pool.submit(talker.post, {"text": TEXT["text"] + " He was hungry again today." * 60})
        time.sleep(0.2)
        assert one.stop() == 0
        answer = long_one.result()
    assert answer.status_code == 200
    assert answer.json()["turn"] == 2
    with connect(scale.database.url).connect() as connection:
        latest = sa.select(conversations.c.slots).order_by(conversations.c.updated_at.desc()).limit(1)
        assert connection.execute(latest).scalar_one()["case"]["turn"] == 2


@contextmanager
def _under_load(scale: Scale) -> Iterator[list[Talker]]:
    """Six conversations through nginx, half of them typed. Each counts its turns; so does the database."""
    is_over = threading.Event()
    talkers = [Talker(scale.public, verify=scale.trusted) for _ in range(6)]

    def talk(number: int) -> None:
        talkers[number].say(START)
        while not is_over.is_set() or talkers[number].turn <= _FEWEST_TURNS:  # the machine may be slow
            talkers[number].say(TEXT if number % 2 else START)
            time.sleep(0.3)

    with ThreadPoolExecutor(len(talkers)) as pool:
        talking = [pool.submit(talk, number) for number in range(len(talkers))]
        try:
            time.sleep(1)
            yield talkers
        finally:
            is_over.set()
        for one in talking:
            one.result()
    for talker in talkers:
        before = talker.turn
        assert before > _FEWEST_TURNS
        talker.say(START)
        assert talker.turn == before + 1
