"""Asking each kind of service how it is."""

import http.client
import json
import logging
import socket
from http import HTTPStatus

import redis
from confluent_kafka import KafkaException
from confluent_kafka.admin import AdminClient

from infra.services.service import Check, Health

_TIMEOUT_S = 1.5


def kafka_check(servers: str) -> Check:
    """Return a check that asks the log who its brokers are."""
    silent = logging.getLogger("infra.services.checks.kafka")
    silent.setLevel(logging.CRITICAL)
    known: list[AdminClient] = []

    def check(_process: int | None) -> Health:
        if not known:
            known.append(AdminClient({"bootstrap.servers": servers}, logger=silent))
        try:
            brokers = known[0].list_topics(timeout=_TIMEOUT_S).brokers
        except KafkaException:
            return Health.DOWN
        return Health.READY if brokers else Health.STARTING

    return check


def redis_check(client: redis.Redis) -> Check:
    """Return a check that pings the live store."""

    def check(_process: int | None) -> Health:
        try:
            client.ping()
        except redis.BusyLoadingError:
            return Health.STARTING
        except (redis.RedisError, OSError):
            return Health.DOWN
        return Health.READY

    return check


def heartbeat_check(client: redis.Redis, role: str) -> Check:
    """Return a check that listens for the heartbeat of one of our own roles.

    A heartbeat outlives its process for some seconds, so it counts only with the same id.
    """

    def check(process: int | None) -> Health:
        try:
            said = client.get(f"heartbeat:{role}")
        except (redis.RedisError, OSError):
            return Health.DOWN
        if not isinstance(said, bytes):
            return Health.DOWN
        beat = json.loads(said)
        if beat["pid"] != process:
            return Health.DOWN
        return Health.READY if beat["state"] == "ready" else Health.STARTING

    return check


def socket_check(host: str, port: int) -> Check:
    """Return a check that asks whether anyone listens there."""

    def check(_process: int | None) -> Health:
        try:
            with socket.create_connection((host, port), timeout=_TIMEOUT_S):
                return Health.READY
        except OSError:
            return Health.DOWN

    return check


def page_check(host: str, port: int, path: str) -> Check:
    """Return a check that asks for a page and expects it to be there."""

    def check(_process: int | None) -> Health:
        connection = http.client.HTTPConnection(host, port, timeout=_TIMEOUT_S)
        try:
            connection.request("GET", path)
            status = connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return Health.DOWN
        finally:
            connection.close()
        return Health.READY if status < HTTPStatus.BAD_REQUEST else Health.STARTING

    return check
