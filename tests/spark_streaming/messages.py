"""Messages as they are on the log: what things say of people, and what is known of them."""

from datetime import UTC, datetime

import msgspec

from schema.events.envelope import Door, Envelope, Operation
from schema.facts import EVERYBODY, Fact, FactKind

WATCH, PHONE, HAND = "watch", "phone", "hand"
LONG_AGO = "2026-01-01 00:00"


def at(clock):
    """Epoch milliseconds of a time in UTC, as `2026-11-02 07:30`, seconds if need be."""
    return round(datetime.fromisoformat(clock).replace(tzinfo=UTC).timestamp() * 1000)


def said(kind, user_id, begin, *values, minutes=0.0, source_id=WATCH, **more):
    """One event of samples; several values are a minute apart."""
    return Envelope(
        event_id=f"{user_id} {source_id} {kind} {begin}",
        user_id=user_id,
        source_id=source_id,
        door=Door.MQTT,
        received_at_ms=at("2026-11-20 12:00"),
        type=kind,
        start_ms=at(begin),
        duration_ms=round(minutes * 60_000),
        offsets_ms=[60_000 * place for place in range(max(len(values), 1))],
        values=[float(value) for value in values] or None,
        original="{}",
        **more,
    )


def steps(user_id, begin, *counts, minutes=1.0, **more):
    return said("steps", user_id, begin, *counts, minutes=minutes, **more)


def weight(user_id, begin, kg):
    return said("body_weight", user_id, begin, kg, source_id="scale")


def stage(user_id, begin, minutes, stage, **more):
    return said("sleep_stage", user_id, begin, minutes=minutes, category=stage, **more)


def record(kind, user_id, key, begin, **fields):
    """A record as its source has it; `minutes` and `source_id` as of samples."""
    of_all = {name: fields.pop(name) for name in ("minutes", "source_id") if name in fields}
    return again(said(kind, user_id, begin, **of_all), record_id=key, record=fields)


def meal(user_id, key, begin, **nutrients):
    return record("meal", user_id, key, begin, source_id=HAND, items=[nutrients])


def night(user_id, begin, asleep_minutes):
    """A night's summary; in bed for seven hours."""
    said_of_it = {"asleep_minutes": asleep_minutes, "in_bed_minutes": 420.0}
    return record("sleep", user_id, begin, begin, minutes=420, **said_of_it)


def again(message, **changes):
    """The same once more, but for the changes."""
    return msgspec.structs.replace(message, **changes)


def moved(message, begin):
    """The same at another time."""
    return again(message, start_ms=at(begin))


def by_import(message, import_id):
    return again(message, import_id=import_id, door=Door.FILE)


def taken_back(message):
    return again(message, operation=Operation.RETRACT, values=None, category=None, record=None)


def known(kind, user_id, key="", /, since=LONG_AGO, **payload):
    """One fact."""
    return Fact(
        fact_id=f"{kind} {user_id} {key} {since}",
        user_id=user_id,
        kind=kind,
        key=key,
        valid_from_ms=at(since),
        recorded_at_ms=at(since),
        payload=payload,
    )


def profile(user_id, birth_date="1996-06-01", sex="MALE", height_cm=180.0):
    body = {"birth_date": birth_date, "sex": sex, "height_cm": height_cm}
    return known(FactKind.PROFILE, user_id, **body)


def lives_in(user_id, zone, since=LONG_AGO):
    return known(FactKind.TIME_ZONE, user_id, since=since, zone=zone)


def owns(user_id, source_id, kind):
    return known(FactKind.SOURCE, user_id, source_id, name=source_id, kind=kind)


def prefers(user_id, metric, *source_ids):
    return known(FactKind.SOURCE_PRIORITY, user_id, metric, source_ids=source_ids)


def undoes(user_id, import_id):
    return known(FactKind.IMPORT_UNDONE, user_id, import_id)


def by_default(metric, *kinds, version=1):
    name = f"source_priority.{metric}"
    option = {"segment": "*:*:*:*", "name": name, "value": kinds, "version": version}
    return known(FactKind.DEFAULT_OPTION, EVERYBODY, f"*:*:*:*/{name}", **option)
