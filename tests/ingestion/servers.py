"""Small real servers on loopback, each started once for a run and stopped with it."""

import atexit
import shutil
import socket
import subprocess
import tempfile
import time
from functools import cache
from pathlib import Path

from confluent_kafka import OFFSET_BEGINNING, Consumer, TopicPartition

from infra.kafka import ensure_topics
from infra.services.kafka import Broker
from infra.services.ports import free_port
from infra.services.redis import RedisServer

LOOPBACK = "127.0.0.1"


class Server:
    """A process that listens on a port; it can be killed and started again."""

    def __init__(self, command, port, within_s=60.0):
        self._command, self.port, self._within_s = command, port, within_s
        self._process = None

    @property
    def address(self):
        return f"{LOOPBACK}:{self.port}"

    def start(self):
        self._process = subprocess.Popen(  # noqa: S603
            self._command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        deadline = time.monotonic() + self._within_s
        while not self._answers():
            assert self._process.poll() is None, f"{self._command[0]} ended"
            assert time.monotonic() < deadline, f"{self._command[0]} does not answer"
            time.sleep(0.05)
        return self

    def kill(self):
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def _answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex((LOOPBACK, self.port)) == 0


def kafka_in(folder):
    broker = Broker(
        folder / "kafka",
        folder / "kafka.properties",
        LOOPBACK,
        free_port(LOOPBACK),
        free_port(LOOPBACK),
    )
    broker.prepare()
    return Server(broker.command(), broker.port)


def redis_in(folder):
    server = RedisServer(folder / "redis", folder / "redis.conf", LOOPBACK, free_port(LOOPBACK))
    server.prepare()
    return Server(server.command(), server.port)


@cache
def kafka():
    """The run's one Kafka, with the topics of the house."""
    server = kafka_in(_folder()).start()
    atexit.register(server.kill)
    ensure_topics(server.address)
    return server


@cache
def redis():
    """The run's one redis-server."""
    server = redis_in(_folder()).start()
    atexit.register(server.kill)
    return server


def _folder() -> Path:
    folder = tempfile.mkdtemp(prefix="pulseplate-test-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


def everything_in(kafka, topic):
    """Return the messages that stand in a topic by now."""
    consumer = Consumer({"bootstrap.servers": kafka, "group.id": "everything"})
    partitions = consumer.list_topics(topic, timeout=10).topics[topic].partitions
    places = [TopicPartition(topic, partition, OFFSET_BEGINNING) for partition in partitions]
    missing = sum(
        end - begin
        for begin, end in (
            consumer.get_watermark_offsets(place, timeout=10) for place in places
        )
    )
    consumer.assign(places)
    messages = []
    while len(messages) < missing:
        messages += consumer.consume(missing - len(messages), 1.0)
    consumer.close()
    return [message.value() for message in messages]
