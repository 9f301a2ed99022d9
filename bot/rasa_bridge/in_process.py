"""Runs the actions inside the server, in place of a call to an action server over HTTP."""

from __future__ import annotations

import copy
from typing import Any

from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor


class InProcessActions(EndpointConfig):
    """An action endpoint that answers from this process.

    The actions get a deep copy: given Rasa's own objects, an action that edits a slot's value
    would rewrite the conversation's history.
    """

    def __init__(self, package: str = "actions") -> None:
        """Register every action in ``package``. Raises ImportError if it cannot be imported."""
        super().__init__(enable_selective_domain=True)
        self._executor = ActionExecutor()
        try:
            self._executor.register_package(package)
        except SystemExit as error:
            raise ImportError(f"the actions in {package!r} cannot be imported; the log says why") from error
        _compile_event_validator()

    @property
    def names(self) -> frozenset[str]:
        """The names of the registered actions."""
        return frozenset(self._executor.actions)

    async def request(self, *args: Any, **kwargs: Any) -> Any:
        """Run the action that ``json`` names, as an action server would."""
        return await self._executor.run(copy.deepcopy(kwargs["json"]))


def _compile_event_validator() -> None:
    """Rasa checks its own event schema anew on every action call; check it once instead."""
    schema = RemoteAction.action_response_format_spec()
    validator = validator_for(schema)
    validator.check_schema(schema)
    compiled = validator(schema)

    def validate(_action: RemoteAction, result: dict[str, Any]) -> bool:
        compiled.validate(result)
        return True

    RemoteAction._validate_action_result = validate
