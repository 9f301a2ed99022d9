"""The record of a conversation: a form, the record as a page, and its files; only for who made it."""

from __future__ import annotations

import asyncio
import secrets
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, Protocol

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, html, raw, redirect

from bot import clock
from bot.channels.session import Sessions
from bot.content.load import Content
from bot.content.model import Route
from bot.dialogue.answer import voice_for
from bot.dialogue.case import from_dict as case_from
from bot.dialogue.dates import in_words
from bot.dialogue.fit import fit
from bot.dialogue.route_text import route_text
from bot.dialogue.turn import Moment
from bot.guidance.deadlines import day_of
from bot.pages import page
from bot.reading.dates import read_dates
from bot.reading.redact import redact
from bot.record import Field, Missing, Record, Written, build
from bot.record.model import from_dict
from bot.record.pdf import to_pdf
from bot.record.text import to_text
from bot.record.word import to_word

MOST = 6000  # characters of one field
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is read as another
_FREE_TEXT = (Field.SAW, Field.CHILD_WORDS, Field.OPINION, Field.REASON, Field.CONSULTED, Field.CONTACTED)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FILES: Mapping[str, tuple[str, Callable[[Record], bytes]]] = {
    "docx": (_WORD, to_word),
    "pdf": ("application/pdf", to_pdf),
    "txt": ("text/plain; charset=utf-8", lambda record: to_text(record).encode()),
}


class RecordDesk(Protocol):
    """What records need from the rest of the server."""

    async def case(self, conversation: str) -> Mapping[str, Any] | None:
        """The case of a conversation as it stands; None if there is none."""

    async def keep_record(self, reference: str, conversation: str, record: Mapping[str, Any]) -> None:
        """Keep a record until it expires."""

    async def record(self, reference: str, conversation: str) -> dict[str, Any] | None:
        """A record that this conversation made."""

    async def delete_record(self, reference: str, conversation: str) -> None:
        """Delete a record now."""


def records_blueprint(
    desk: RecordDesk, sessions: Sessions, content: Callable[[], Content], keep_days: int, place: str = ""
) -> Blueprint:
    """The routes below ``/record``, or below ``place`` for conversations that are held elsewhere."""
    blueprint = Blueprint(f"records{place.replace('/', '_')}", url_prefix=place or None)

    def plain(key: str, status: int = 200) -> HTTPResponse:
        say = content().wording
        body = page("message.html", heading=say["record_form_title"], text=say[key], elsewhere=bool(place))
        return html(body, status)

    async def moment_of(request: Request) -> tuple[str, Moment | None]:
        conversation = sessions.brought(request) or sessions.conversation(request)
        case = await desk.case(conversation) if conversation else None
        if conversation is None or case is None:
            return "", None
        moment = Moment(fit(case_from(case), content())[0], content(), clock.now())
        return conversation, moment if moment.has_guidance else None

    @blueprint.get("/record")
    async def form(request: Request) -> HTTPResponse:
        _, moment = await moment_of(request)
        return _form(moment, {}, {}, place) if moment else plain("record_nothing_yet")

    @blueprint.post("/record")
    async def make(request: Request) -> HTTPResponse:
        conversation, moment = await moment_of(request)
        if moment is None:
            return plain("record_nothing_yet")
        given = await asyncio.to_thread(_given, request)
        if "make" not in request.form:
            return _form(moment, given, {}, place)
        reference = _reference()
        try:
            record = build(moment, _written(given, moment), reference)
        except Missing as error:
            return _form(moment, given, error.fields, place, 400)
        await desk.keep_record(reference, conversation, record.to_dict())
        return redirect(f"{place}/record/{reference}", status=303)

    @blueprint.on_response
    async def stay_the_same(request: Request, response: HTTPResponse) -> None:
        # from a frame of another site, or from a link: from here on, this tab has a cookie of its own
        conversation = sessions.brought(request)
        if conversation is not None:
            sessions.keep(request, response, conversation)

    async def mine(request: Request, reference: str) -> Record | None:
        conversation = sessions.conversation(request)
        data = await desk.record(reference, conversation) if conversation else None
        return from_dict(data) if data else None

    @blueprint.get("/record/<reference>")
    async def show(request: Request, reference: str) -> HTTPResponse:
        record = await mine(request, reference)
        if record is None:
            return plain("record_gone", 404)
        return html(_shown(record, content(), keep_days, place))

    @blueprint.get("/record/<reference>/<kind>")
    async def download(request: Request, reference: str, kind: str) -> HTTPResponse:
        record = await mine(request, reference)
        if record is None or kind not in _FILES:
            return plain("record_gone", 404)
        content_type, make_file = _FILES[kind]
        body = await asyncio.to_thread(make_file, record)
        headers = {"Content-Disposition": f'attachment; filename="{reference}.{kind}"'}
        return raw(body, content_type=content_type, headers=headers)

    @blueprint.post("/record/<reference>/delete")
    async def delete(request: Request, reference: str) -> HTTPResponse:
        conversation = sessions.conversation(request)
        if conversation is not None:
            await desk.delete_record(reference, conversation)
        return plain("record_deleted")

    return blueprint


def _given(request: Request) -> dict[str, str]:
    """What was filled in, redacted. ``told`` are the words that were typed in the chat."""
    given = {field.value: (request.form.get(field.value) or "").strip() for field in Field}
    given["saw"] = given["saw"] or (request.form.get("told") or "").strip()
    for field in _FREE_TEXT:
        given[field.value] = redact(given[field.value].replace("\r\n", "\n")[: MOST + 1])
    return given


def _written(given: Mapping[str, str], moment: Moment) -> Written:
    """The fields as they go into the record. Raises Missing for one that cannot be used."""
    long = {field: "record_error_too_long" for field in _FREE_TEXT if len(given[field.value]) > MOST}
    if long:
        raise Missing(long)
    routes = {route.value for route in Route}
    return Written(
        **{field.value: given[field.value] for field in _FREE_TEXT},
        decision=given["decision"] if given["decision"] in routes else "",
        review=_review(given["review"], day_of(moment.now)),
    )


def _review(text: str, today: date) -> date | None:
    """The day to look again. Raises Missing if it is no day, or over."""
    if not text:
        return None
    found = read_dates(text, today)
    day = found[0].ahead if len(found) == 1 else None
    if day is None:
        raise Missing({Field.REVIEW: "record_error_review"})
    if day < today:
        raise Missing({Field.REVIEW: "record_error_review_past"})
    return day


def _form(
    moment: Moment, given: Mapping[str, str], errors: Mapping[Field, str], place: str, status: int = 200
) -> HTTPResponse:
    guidance = moment.guidance
    voice = voice_for(guidance, moment.now)
    suggestion = voice.fill(route_text(guidance, guidance.main_route).label)
    values = {"suggestion": suggestion, "most": str(MOST)}
    hints = {field.value: voice.say(f"record_form_{field.value}_hint", **values) for field in Field}
    said = {field.value: voice.say(key, **values) for field, key in errors.items()}
    body = page(
        "record_form.html",
        place=place,
        say=voice.say,
        given=defaultdict(str, given),
        errors=defaultdict(str, said),
        hints=hints,
        decisions=[(route.value, moment.content.routes[route.value].label) for route in Route],
    )
    return html(body, status)


def _shown(record: Record, content: Content, keep_days: int, place: str) -> str:
    def say(key: str, **values: str) -> str:
        return content.wording[key].format(**values)

    until = in_words(day_of(clock.now() + timedelta(days=keep_days)))
    return page("record.html", record=record, text=to_text(record), say=say, until=until, place=place)


def _reference() -> str:
    letters = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"TG-{letters[:4]}-{letters[4:]}"
