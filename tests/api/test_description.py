"""The description is true: every address is in it, and everything in it is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator

from bot.api.description import description, part_of
from bot.api.schemas import schemas_of
from bot.content.load import Content
from bot.rasa_bridge.agent import LONGEST_TEXT
from tests.api.conftest import Served

# what is not for programs: pages, their files, and the record that a page makes
_NOT_UNDER_API = ("health", "metrics")


def _routes(served: Served) -> set[tuple[str, str]]:
    return {
        (method, f"/{route.path}")
        for route in served.app.router.routes
        if route.path.startswith("api/") or route.path in _NOT_UNDER_API
        for method in route.methods
    }


def test_every_address_for_programs_is_described_and_every_described_one_is_there(
    served: Served, content: Content
) -> None:
    described = {
        (method.upper(), path)
        for path, methods in description(content)["paths"].items()
        for method in methods
    }
    assert described == _routes(served)


def test_every_schema_is_one_and_every_reference_leads_somewhere(content: Content) -> None:
    whole = description(content)
    for schema in whole["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    references = _references(whole)
    assert len(references) > 100
    for reference in references:
        assert part_of(whole, {"$ref": reference})


def _references(part: Any) -> list[str]:
    if isinstance(part, dict):
        own = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
        return own + [one for value in part.values() for one in _references(value)]
    return [one for value in part for one in _references(value)] if isinstance(part, list) else []


def test_the_ids_are_those_of_the_edition(content: Content) -> None:
    whole = description(content)
    facts = whole["components"]["schemas"]["GivenFacts"]["properties"]
    assert facts["concerns"]["items"]["enum"] == list(content.indicators)
    assert set(facts["answers"]["properties"]) == set(content.questions)
    assert whole["info"]["version"] == content.edition.edition
    assert "x-ids" not in str(whole)


def test_texts_may_be_as_long_as_they_are_read(content: Content) -> None:
    request = description(content)["components"]["schemas"]["GuidanceRequest"]
    assert request["properties"]["text"]["maxLength"] == LONGEST_TEXT


def test_the_examples_are_answered(client: httpx.Client, content: Content) -> None:
    for path, methods in description(content)["paths"].items():
        for method, operation in methods.items():
            sent = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            for example in sent.get("examples", {}).values():
                assert client.request(method, path, json=example["value"]).status_code == 200, path


@dataclass
class Odd:
    """A reply that cannot be sent as JSON."""

    part: complex


def test_a_reply_that_cannot_be_described_is_refused() -> None:
    with pytest.raises(TypeError, match="no schema"):
        schemas_of(Odd)


def test_the_page_to_read_names_every_address_and_loads_nothing_from_elsewhere(
    client: httpx.Client, content: Content
) -> None:
    page = client.get("/api/docs").text
    for path in description(content)["paths"]:
        assert path in page
    assert "<script" not in page
    assert 'src="http' not in page and '<link rel="stylesheet" href="http' not in page
