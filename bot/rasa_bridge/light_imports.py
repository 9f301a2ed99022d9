"""Keeps TensorFlow out of the serving process: three seconds and 350 MB.

Rasa imports it on the way to helpers that only train or evaluate. Those modules become stand-ins
which import the real module when something in them is first used; nothing does while serving.
The class that checks a training run is only named in a loaded model, so a name is all it gets.

For processes that serve, before they import Rasa. A process that trains must not call this.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

_FIRST_USED_IN_TRAINING = (
    "rasa.utils.train_utils",
    "rasa.utils.tensorflow.model_data_utils",
    "rasa.core.test",
)
_ONLY_NAMED = {"rasa.graph_components.validators.default_recipe_validator": "DefaultV1RecipeValidator"}


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
    for name in _FIRST_USED_IN_TRAINING:
        _stand_in(_Deferred(name))
    for name, class_name in _ONLY_NAMED.items():
        module = ModuleType(name)
        setattr(module, class_name, type(class_name, (), {"__module__": name}))
        _stand_in(module)


def _stand_in(module: ModuleType) -> None:
    name = module.__name__
    if name in sys.modules:
        return
    parent, _, child = name.rpartition(".")
    module.__spec__ = find_spec(name)
    sys.modules[name] = module
    setattr(import_module(parent), child, module)
