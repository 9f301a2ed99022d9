"""The project's own content, read with all that it taught."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.content.load import Content, load
from bot.reading import Reader
from bot.reading.meaning import Meaning
from bot.reading.owners import Owners


@pytest.fixture(scope="session")
def project() -> Content:
    return load()


@pytest.fixture(scope="session")
def meaning(project: Content) -> Meaning:
    return Meaning(project)


@pytest.fixture(scope="session")
def owners(project: Content, meaning: Meaning) -> Owners:
    return Owners(meaning.owners, meaning.topics, project)


@pytest.fixture(scope="session")
def understood(project: Content, meaning: Meaning) -> Reader:
    return Reader.taught(project, meaning)


@pytest.fixture(scope="session")
def signs_alone(project: Content) -> Reader:
    return Reader(project)


@pytest.fixture()
def step_by_step() -> Iterator[None]:
    """TensorFlow without a graph: for a few steps, to build one would take longest."""
    import tensorflow as tf

    tf.config.run_functions_eagerly(True)
    yield
    tf.config.run_functions_eagerly(False)
