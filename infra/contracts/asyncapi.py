"""The AsyncAPI document: what a device sends and hears over MQTT, and the log's topics."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from schema.events.envelope import Change, DeadLetter, Envelope
from schema.facts import Fact
from schema.people.devices import DeviceSettings
from schema.ports.doors import Rejection

VERSION: Final = "1.0.0"
EVENT: Final = {"$ref": "./event.schema.json"}

TOPICS: Final[dict[str, tuple[type[msgspec.Struct], str, str]]] = {
    "events": (Envelope, "user_id", "Every accepted event, kept 7 days."),
    "facts": (Fact, "user_id", "Every change of structured data, kept 7 days."),
    "dead_letters": (DeadLetter, "source_id", "What was refused and why, kept 30 days."),
    "changes": (Change, "user_id", "What each batch made new for a person, kept 1 day."),
}
"""Topic → what it carries, its key, and what it is."""


def asyncapi_document() -> dict[str, Any]:
    """Return the document, AsyncAPI 3.0."""
    structs = {struct for struct, _, _ in TOPICS.values()} | {Rejection, DeviceSettings}
    ordered = sorted(structs, key=lambda struct: struct.__name__)
    _, schemas = msgspec.json.schema_components(
        ordered, ref_template="#/components/schemas/{name}"
    )
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "PulsePlate events",
            "version": VERSION,
            "description": "MQTT: the user name is the device's id, the password its token. "
            "Keep an event until `acks` names it, and send it again until then.",
        },
        "defaultContentType": "application/json",
        "servers": {
            "mqtt": {"host": "localhost:1883", "protocol": "mqtt"},
            "log": {"host": "localhost:9092", "protocol": "kafka"},
        },
        "channels": device_channels() | {name: log_channel(name) for name in TOPICS},
        "operations": operations(),
        "components": {"schemas": schemas | {"Acks": acks()}},
    }


def device_channels() -> dict[str, Any]:
    """Return the three topics of a device."""
    events = {"oneOf": [EVENT, {"type": "array", "items": EVENT, "minItems": 1}]}
    return {
        "deviceEvents": device_channel("events", "One event, or an array. QoS 1.", events),
        "deviceAcks": device_channel(
            "acks", "What the log confirmed or the house refused.", reference("Acks")
        ),
        "deviceSettings": device_channel(
            "settings", "How to measure, retained.", reference("DeviceSettings")
        ),
    }


def device_channel(name: str, description: str, payload: dict[str, Any]) -> dict[str, Any]:
    """Return a topic under a device's own id."""
    return {
        "address": f"devices/{{deviceId}}/{name}",
        "description": description,
        "servers": [{"$ref": "#/servers/mqtt"}],
        "parameters": {"deviceId": {"description": "The device's id."}},
        "messages": {name: {"payload": payload}},
    }


def log_channel(name: str) -> dict[str, Any]:
    """Return a topic of the log."""
    struct, key, description = TOPICS[name]
    keyed = {"type": "string", "description": f"The message's {key}."}
    return {
        "address": name,
        "description": description,
        "servers": [{"$ref": "#/servers/log"}],
        "messages": {
            name: {
                "payload": reference(struct.__name__),
                "bindings": {"kafka": {"key": keyed}},
            }
        },
    }


def operations() -> dict[str, Any]:
    """Return who does what, as the house sees it."""
    doing = {
        "takeEvents": ("receive", "deviceEvents"),
        "answer": ("send", "deviceAcks"),
        "tellSettings": ("send", "deviceSettings"),
    } | {f"append_{name}": ("send", name) for name in TOPICS}
    return {
        name: {"action": action, "channel": {"$ref": f"#/channels/{channel}"}}
        for name, (action, channel) in doing.items()
    }


def acks() -> dict[str, Any]:
    """Return the schema of an answer."""
    return {
        "type": "object",
        "properties": {
            "accepted": {"type": "array", "items": {"type": "string"}},
            "rejected": {"type": "array", "items": reference("Rejection")},
        },
        "required": ["accepted", "rejected"],
    }


def reference(name: str) -> dict[str, Any]:
    """Return a reference to a schema of this document."""
    return {"$ref": f"#/components/schemas/{name}"}
