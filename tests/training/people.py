"""A facilitator and participants over HTTP, by what they do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

import httpx

from tests.training.conftest import Visitor, field_of, token_of

VOTE = {"route": "early_help", "urgency": "soon", "tier": "early_help_single"}


@dataclass
class Room:
    """A session of a signed-in facilitator."""

    facilitator: httpx.Client
    place: str
    code: str

    @property
    def id(self) -> str:
        """The session's id."""
        return self.place.rsplit("/", 1)[1]

    def page(self) -> str:
        """The facilitator's page."""
        return self.facilitator.get(self.place).text

    def screen(self) -> str:
        """What the room sees."""
        return self.facilitator.get(f"{self.place}/screen").text

    def move(self, move: str = "next", times: int = 1) -> str:
        """Press a button, and look at the page that comes."""
        for _ in range(times):
            page = self.facilitator.get(self.place)
            form = {"token": token_of(page), "version": field_of(page, "version"), "move": move}
            answer = self.facilitator.post(f"{self.place}/move", data=form, follow_redirects=True)
        return answer.text

    def show(self, what: str) -> None:
        """Show something to the room."""
        page = self.facilitator.get(self.place)
        form = {"token": token_of(page), "version": field_of(page, "version"), "what": what}
        assert self.facilitator.post(f"{self.place}/show", data=form).status_code == 303

    def report(self, kind: str) -> httpx.Response:
        """A download."""
        return self.facilitator.get(f"{self.place}/report/{kind}")


def create(facilitator: httpx.Client, *exercises: str, **choices: str) -> Room:
    """A new session; of the first small exercise, by agency, unless told."""
    form = {
        "token": token_of(facilitator.get("/training")),
        "exercise": list(exercises or ("late_again",)),
        "area": "bolton",
        "by_agency": "yes",
        "seconds": "0",
        **choices,
    }
    answer = facilitator.post("/training", data=form)
    assert answer.status_code == 303, answer.text
    place = answer.headers["location"]
    code = re.search("/join/([A-Z0-9]{8})", facilitator.get(place).text)
    assert code
    return Room(facilitator, place, code[1])


def join(client: httpx.Client, room: Room, role: str = "teacher") -> httpx.Client:
    """Join by the link."""
    form = {"key": field_of(client.get(f"/join/{room.code}"), "key"), "role": role}
    answer = client.post(f"/join/{room.code}", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/room"), answer.text
    return client


def crowd(visitor: Visitor, room: Room, **roles: int) -> list[httpx.Client]:
    """So many people of each role."""
    return [join(visitor(), room, role) for role, many in roles.items() for _ in range(many)]


def vote(client: httpx.Client, **fields: str) -> httpx.Response:
    """Vote on what is open now."""
    place = field_of(client.get("/room?change=yes"), "place")
    return client.post("/room/vote", data={"place": place, **VOTE, **fields}, follow_redirects=True)


def bars(page: str, label: str) -> list[int]:
    """The counts beside an answer in a page's chart."""
    row = re.search(f'<th scope="row">{re.escape(label)}.*?</tr>', unescape(page), re.DOTALL)
    assert row, label
    return [int(count) for count in re.findall(r'class="count">(?:<span.*?</span>)?(\d+)', row[0])]
