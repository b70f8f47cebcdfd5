"""The JSON Schema of an event as senders send it, from the registry of event types."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from ingestion.records import CheckIn, Meal, MealItem, Sleep, Workout
from schema.events import EVENT_TYPES, Aggregation, EventType
from schema.events.sleep import SleepStage
from schema.units import canonical_unit, known_units

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
CUFF: Final = "blood_pressure"
RECORDS: Final = {"workout": Workout, "meal": Meal, "sleep": Sleep, "check_in": CheckIn}

INSTANT: Final = {"type": "string", "format": "date-time"}
NUMBER_OR_NULL: Final = {"type": ["number", "null"]}


def event_schema() -> dict[str, Any]:
    """Return the schema of one event: of every type, in every shape."""
    types = {
        kind.name: of_type(kind) for kind in EVENT_TYPES.values() if not is_half_of_cuff(kind)
    }
    return {
        "$schema": DIALECT,
        "$id": "https://pulseplate.invalid/contracts/event.schema.json",
        "title": "Event",
        "description": "One thing that was measured or done. Instants carry an offset.",
        "oneOf": [{"$ref": f"#/$defs/{name}"} for name in (*types, CUFF)],
        "$defs": types | {CUFF: cuff(), "instant": INSTANT} | record_parts(),
    }


def is_half_of_cuff(kind: EventType) -> bool:
    """Tell whether the type is kept but not sent: a cuff's reading is sent whole."""
    return kind.name.startswith(f"{CUFF}_")


def of_type(kind: EventType) -> dict[str, Any]:
    """Return the schema of one type."""
    if kind.is_record:
        return of_record(kind)
    if kind.aggregation is Aggregation.STAGE:
        stage = {"stage": {"enum": [stage.value for stage in SleepStage]}}
        return shaped(kind.name, stage, [interval("stage")])
    measured = {
        "unit": unit(kind.name),
        "value": {"type": "number"},
        "values": {"type": "array", "items": NUMBER_OR_NULL, "minItems": 1},
        "interval_ms": {"type": "number", "minimum": 1},
        "offsets_ms": {"type": "array", "items": {"type": "number", "minimum": 0}},
    }
    return shaped(kind.name, measured, shapes_of(kind))


def shapes_of(kind: EventType) -> list[dict[str, Any]]:
    """Return the shapes in which a scalar type may be sent."""
    spaced: list[dict[str, Any]] = [{"required": ["start", "values", "interval_ms"]}]
    if not kind.is_interval:
        spaced.append({"required": ["start", "values", "offsets_ms"]})
    if kind.name == "rr_interval":
        spaced.append({"required": ["start", "values"]})
    if kind.is_interval and kind.name != "hydration":
        return [interval("value"), *spaced]
    return [{"required": ["time", "value"]}, interval("value"), *spaced]


def interval(*more: str) -> dict[str, Any]:
    """Return the shape that speaks of a stretch of time."""
    return {"required": ["start", "end", *more]}


def cuff() -> dict[str, Any]:
    """Return the schema of a cuff's reading, which has two values."""
    pressure = {"type": "number"}
    fields = {"systolic": pressure, "diastolic": pressure, "unit": unit(CUFF)}
    return shaped(CUFF, fields, [{"required": ["time", "systolic", "diastolic"]}])


def of_record(kind: EventType) -> dict[str, Any]:
    """Return the schema of a record: its time, and fields of its own."""
    own = msgspec.json.schema(RECORDS[kind.name])["$defs"][RECORDS[kind.name].__name__]
    times = [interval()] if kind.is_interval else [{"required": ["time"]}, interval()]
    needed = own.get("required", [])
    fields = dict(own["properties"])
    if kind.name == "meal":
        fields["items"] = fields["items"] | {"items": {"$ref": f"#/$defs/{MealItem.__name__}"}}
    return shaped(
        kind.name, fields, [{"required": [*shape["required"], *needed]} for shape in times]
    )


def record_parts() -> dict[str, Any]:
    """Return the schemas of what records are made of."""
    item: dict[str, Any] = msgspec.json.schema(MealItem)["$defs"][MealItem.__name__]
    named = [{"required": ["food"]}, {"required": ["name"]}]
    return {MealItem.__name__: {"type": "object"} | item | {"anyOf": named}}


def unit(name: str) -> dict[str, Any]:
    """Return the units that a type may be sent in; the canonical one when absent."""
    return {"enum": list(known_units(name)), "default": canonical_unit(name)}


def shaped(name: str, fields: dict[str, Any], shapes: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the schema of a type that has one of several shapes, or is a retraction."""
    instant = {"$ref": "#/$defs/instant"}
    retraction = {
        "properties": {"operation": {"const": "retract"}},
        "required": ["operation"],
    }
    return {
        "type": "object",
        "properties": {
            "id": {"type": ["string", "integer"], "description": "Named by the acks."},
            "type": {"const": name},
            "operation": {"enum": ["put", "retract"], "default": "put"},
            "time": instant,
            "start": instant,
            "end": instant,
            **fields,
        },
        "required": ["type"],
        "anyOf": [*shapes, retraction],
    }
