"""The pipeline with its clock stopped, and small real servers."""

import pytest

from ingestion.pipeline import Pipeline
from schema.events import Door
from schema.people.devices import SourceKind
from schema.ports.doors import Sender
from tests.ingestion import servers
from tests.ingestion.ports import MemoryImports, MemoryLog

NOW_MS = 1_795_521_600_000  # 2026-11-24T12:00:00Z


@pytest.fixture
def sender():
    return Sender("luca", "watch", SourceKind.DEVICE)


@pytest.fixture
def pipeline():
    return Pipeline(clock=lambda: NOW_MS)


@pytest.fixture
def read(pipeline, sender):
    """Read one message as if a device had published it."""
    return lambda message: pipeline.read(message, sender, Door.MQTT)


@pytest.fixture
def log():
    return MemoryLog()


@pytest.fixture
def imports():
    return MemoryImports()


@pytest.fixture(scope="session")
def redis_url():
    return f"redis://{servers.redis().address}"


@pytest.fixture(scope="session")
def kafka_servers():
    return servers.kafka().address
