"""What Teams sends → what concerns us: nobody's name, and only what is an activity."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.channels.problems import Problem
from bot.channels.teams.activities import Activity, parse

BOT, USER = "28:bot", "29:user"


def _sent(**other: Any) -> dict[str, Any]:
    return {
        "type": "message",
        "id": "1",
        "channelId": "msteams",
        "serviceUrl": "https://smba.trafficmanager.net/uk/",
        "from": {"id": USER, "name": "Priya Nandakumar"},
        "recipient": {"id": BOT, "name": "Guide"},
        "conversation": {"id": "a:1", "conversationType": "personal", "tenantId": "tenant of the chat"},
        "channelData": {"tenant": {"id": "tenant"}},
        **other,
    }


def _parsed(**other: Any) -> Activity:
    return parse(json.dumps(_sent(**other)).encode())


def _mention(who: str, name: str, text: str | None) -> dict[str, Any]:
    return {"type": "mention", "mentioned": {"id": who, "name": name}, "text": text}


def test_an_activity_says_who_where_and_what() -> None:
    one = _parsed(text=" hello ")
    assert (one.tenant, one.user, one.bot, one.conversation) == ("tenant", USER, BOT, "a:1")
    assert (one.text, one.mentioned, one.is_personal) == ("hello", False, True)
    assert "Priya" not in repr(one) + str(vars(one))


def test_the_tenant_of_the_conversation_stands_in_for_that_of_the_channel() -> None:
    assert _parsed(channelData={}).tenant == "tenant of the chat"


@pytest.mark.parametrize(
    "text, entities, meant, mentioned",
    [
        ("<at>Guide</at> what is a CAF?", [_mention(BOT, "Guide", "<at>Guide</at>")], "what is a CAF?", True),
        ("what is&nbsp;<at>Guide</at> it?", [_mention(BOT, "Guide", "<at>Guide</at>")], "what is it?", True),
        ("ask <at>Ann Lee</at>", [_mention("29:2", "Ann Lee", "<at>Ann Lee</at>")], "ask [name]", False),
        ("ask <at id='0'>Ann\nLee</at>", [], "ask [name]", False),
        ("Ann Lee told ANN LEE", [_mention("29:2", "Ann Lee", "")], "[name] told [name]", False),
        ("I am Priya Nandakumar, and may be late", [], "I am [name], and may be late", False),
        ("I may hope", [_mention("29:2", "May", ""), _mention("29:3", "Hope", "")], "I may hope", False),
        ("5 &lt; 6 &amp; 7", [], "5 < 6 & 7", False),
        ("hello", [{"type": "clientInfo", "locale": "en-GB"}], "hello", False),
    ],
)
def test_mentions_and_names_are_gone_before_anything_is_read(
    text: str, entities: list[Any], meant: str, mentioned: bool
) -> None:
    one = _parsed(text=text, entities=entities)
    assert " ".join(one.text.split()) == meant
    assert one.mentioned is mentioned


@pytest.mark.parametrize(
    "conversation, scope",
    [
        ({"id": "a", "conversationType": "personal"}, "personal"),
        ({"id": "a"}, "personal"),
        ({"id": "a", "isGroup": True}, "groupChat"),
        ({"id": "a", "conversationType": "groupChat"}, "groupChat"),
        ({"id": "a", "conversationType": "channel"}, "channel"),
        ({"id": "a", "conversationType": "something new"}, "groupChat"),
    ],
)
def test_what_is_not_said_to_be_private_counts_as_shared(conversation: dict[str, Any], scope: str) -> None:
    assert _parsed(conversation=conversation).scope == scope


def test_what_a_button_sends_is_found_in_both_kinds() -> None:
    assert _parsed(value={"a": 1}).data == {"a": 1}
    executed = {"action": {"type": "Action.Execute", "data": {"a": 1}}}
    assert _parsed(type="invoke", value=executed).data == {"a": 1}
    for other in ("text", 5, [], {"action": "x"}, {"action": {"data": "x"}}):
        assert _parsed(type="invoke", value=other).data is None


def test_a_member_who_came_is_the_user_where_the_bot_itself_speaks() -> None:
    members = [{"id": BOT}, {"id": USER}]
    came = _parsed(type="conversationUpdate", membersAdded=members, **{"from": {"id": BOT}})
    assert (came.user, came.added) == (USER, (BOT, USER))


@pytest.mark.parametrize(
    "other",
    [
        {"type": None},
        {"type": 5},
        {"serviceUrl": ""},
        {"channelId": None},
        {"conversation": None},
        {"conversation": "a:1"},
        {"conversation": {"id": 5}},
        {"conversation": {"id": "a" * 1001}},
        {"from": None},
        {"from": {"name": "nobody"}},
        {"recipient": {}},
        {"channelData": "x"},
        {"text": 5},
        {"text": ["hello"]},
        {"entities": "x"},
        {"entities": ["x"]},
        {"entities": [{"type": "mention", "mentioned": "x"}]},
        {"membersAdded": [{}]},
        {"replyToId": {}},
        {"id": 1},
    ],
)
def test_what_is_no_activity_is_refused(other: dict[str, Any]) -> None:
    with pytest.raises(Problem) as refused:
        _parsed(**other)
    assert refused.value.status == 400


@pytest.mark.parametrize("body", [b"", b"{", b"null", b"[]", b'"x"', b"[" * 100_000, b"\xff"])
def test_what_is_no_object_is_refused(body: bytes) -> None:
    with pytest.raises(Problem) as refused:
        parse(body)
    assert refused.value.status == 400
