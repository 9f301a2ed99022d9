"""Keeps TensorFlow and the stock channels out of the serving process: over three seconds and 350 MB.

Rasa imports TensorFlow on the way to helpers that only train or evaluate. Those modules become
stand-ins which import the real module when something in them is first used; nothing does while
serving. The class that checks a training run is only named in a loaded model, and the channels
that are not ours only in a list, so a name is all they get.

For processes that serve, before they import Rasa. A process that trains must not call this.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

_FIRST_USED_IN_TRAINING = (
    "rasa.utils.train_utils",
    "rasa.utils.tensorflow.model_data_utils",
    "rasa.core.test",
)
_ONLY_NAMED = {
    "rasa.graph_components.validators.default_recipe_validator": "DefaultV1RecipeValidator",
    "rasa.core.channels.console": "CmdlineInput",
    "rasa.core.channels.hangouts": "HangoutsInput",
    "rasa.core.channels.slack": "SlackInput",
    "rasa.core.channels.socketio": "SocketIOInput",
    "rasa.core.channels.telegram": "TelegramInput",
    "rasa.core.channels.webexteams": "WebexTeamsInput",
}


class _Deferred(ModuleType):
    """A module that is imported when one of its names is first asked for."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


def defer() -> None:
    """Put the stand-ins in place. Modules already imported stay as they are."""
    stand_ins: list[ModuleType] = [_Deferred(name) for name in _FIRST_USED_IN_TRAINING]
    for name, class_name in _ONLY_NAMED.items():
        module = ModuleType(name)
        named = {"__module__": name, "name": staticmethod(lambda of=name: of)}
        setattr(module, class_name, type(class_name, (), named))
        stand_ins.append(module)
    new = [module for module in stand_ins if module.__name__ not in sys.modules]
    sys.modules.update({module.__name__: module for module in new})
    for module in new:
        parent, _, child = module.__name__.rpartition(".")
        setattr(import_module(parent), child, module)
