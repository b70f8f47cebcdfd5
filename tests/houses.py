"""A whole house for a test: opened, asked, told, and closed again."""

import contextlib
import json
import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import httpx
from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion

from tests.servers import LOOPBACK, free_port

REPOSITORY = Path(__file__).parents[1]
OPENS_WITHIN_S = 180
COMES_WITHIN_S = 90


@dataclass
class Person:
    """Somebody signed in."""

    house: "House"
    login: str
    user_id: str
    token: str

    def ask(self, query, **variables):
        return self.house.ask(query, self.token, **variables)

    def register(self, kind="WATCH"):
        """Register a device; return what it signs in with."""
        answer = self.ask(
            'mutation($k: DeviceKind!) { registerDevice(input: {name: "Strap", kind: $k}) {'
            " ... on DeviceCredentials { token topic device { id } }"
            " ... on Problem { code message } } }",
            k=kind,
        )["registerDevice"]
        return Device(self.house, answer["device"]["id"], answer["token"])

    def day(self, fields, date=None):
        query = f"query($d: Date) {{ me {{ day(date: $d) {{ {fields} }} }} }}"
        return self.ask(query, d=date)["me"]["day"]


class Device:
    """A device on the MQTT broker, with its own credentials."""

    def __init__(self, house, device_id, token):
        self.house, self.id, self.token = house, device_id, token
        self.accepted, self.rejected = set(), []
        self.is_connected = False

    @contextlib.contextmanager
    def connected(self):
        client = Client(CallbackAPIVersion.VERSION2, client_id=self.id)
        client.username_pw_set(self.id, self.token)
        client.reconnect_delay_set(1, 2)
        client.on_connect = self._on_connect
        client.on_disconnect = self._on_disconnect
        client.on_message = self._on_message
        client.connect_async(LOOPBACK, self.house.mqtt_port)
        client.loop_start()
        try:
            self._client = client
            yield self
        finally:
            client.disconnect()
            client.loop_stop()

    def publish(self, *events):
        self._client.publish(f"devices/{self.id}/events", json.dumps(events), qos=1)

    def _on_connect(self, client, _data, _flags, reason, _properties):
        self.is_connected = not reason.is_failure
        client.subscribe(f"devices/{self.id}/acks", qos=1)

    def _on_disconnect(self, *_):
        self.is_connected = False

    def _on_message(self, _client, _data, message):
        answer = json.loads(message.payload)
        self.accepted.update(answer["accepted"])
        self.rejected.extend(answer["rejected"])


class House:
    """One running house."""

    def __init__(self, home, environment):
        self.home = home
        self.environment = environment
        self.api = f"http://{LOOPBACK}:{environment['PULSEPLATE_API_PORT']}"
        self.app = f"http://{LOOPBACK}:{environment['PULSEPLATE_APP_PORT']}"
        self.mqtt_port = int(environment["PULSEPLATE_MQTT_PORT"])
        self._http = httpx.Client(timeout=30)

    def close(self):
        """Hang up."""
        self._http.close()

    def run(self, *arguments, stdin=None, within_s=OPENS_WITHIN_S):
        """Run a command of the front door; return the completed process."""
        return subprocess.run(  # noqa: S603
            [REPOSITORY / "pulseplate", *map(str, arguments)],
            env=self.environment,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=within_s,
            check=False,
        )

    def status(self):
        answer = self.run("status", "--json")
        assert answer.returncode in {0, 1}, answer.stderr
        return json.loads(answer.stdout)

    def pid(self, name):
        return next(one["pid"] for one in self.status()["services"] if one["name"] == name)

    def ask(self, query, token=None, **variables):
        """Ask the graph; its errors fail the test."""
        answer = self.answer(query, token, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    def answer(self, query, token=None, **variables):
        headers = {"authorization": f"Bearer {token}"} if token else {}
        body = {"query": query, "variables": variables}
        return self._http.post(f"{self.api}/graphql", json=body, headers=headers).json()

    def ingest(self, token, events):
        headers = {"authorization": f"Bearer {token}"}
        return self._http.post(f"{self.api}/ingest/v1/events", json=events, headers=headers)

    def sign_up(self, timezone="Europe/Rome", **profile):
        """Make somebody new, with a body."""
        login = f"somebody-{uuid4().hex[:12]}"
        session = self.ask(
            "mutation($i: SignUpInput!) { signUp(input: $i) {"
            " ... on Session { accessToken user { id } } ... on Problem { code message } } }",
            i={
                "login": login,
                "email": f"{login}@example.com",
                "password": "correct horse battery",
                "name": "Some Body",
                "timezone": timezone,
            },
        )["signUp"]
        person = Person(self, login, session["user"]["id"], session["accessToken"])
        if profile:
            person.ask(
                "mutation($i: ProfileInput!) { updateProfile(input: $i) { __typename"
                " ... on Problem { code message field } } }",
                i=profile,
            )
        return person


def comes_true(is_so, within_s=COMES_WITHIN_S, every_s=0.3):
    """Return the first true answer; fail when there is none in time."""
    until = time.monotonic() + within_s
    while True:
        answer = is_so()
        if answer:
            return answer
        assert time.monotonic() < until, f"did not come true in {within_s} s: {answer!r}"
        time.sleep(every_s)


@contextlib.contextmanager
def running_house(home, **settings):
    """Open a house on ports of its own, and close it."""
    environment = {
        **os.environ,
        "PULSEPLATE_HOME": str(home / "home"),
        "PULSEPLATE_API_PORT": str(free_port()),
        "PULSEPLATE_APP_PORT": str(free_port()),
        "PULSEPLATE_MQTT_PORT": str(free_port()),
        **settings,
    }
    house = House(home, environment)
    try:
        opened = house.run("up", "--detach")
        assert opened.returncode == 0, opened.stdout + opened.stderr
        yield house
    finally:
        house.close()
        house.run("down")
