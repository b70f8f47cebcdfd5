"""Changes of structured data, as they travel on the `facts` topic."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import msgspec

EVERYBODY = "*"
"""The user id of what belongs to nobody in particular: default options."""


class FactKind(StrEnum):
    """What changed. The payload is the whole row after the change."""

    PROFILE = (
        "profile"  # birth_date, sex, height_cm, region, diet, allergens, injuries, equipment
    )
    TIME_ZONE = "time_zone"  # zone: IANA name; holds from valid_from on
    GOALS = "goals"  # kind, target_weight_kg, weekly_rate_kg, daily_energy_kcal, ...
    PLAN = "plan"  # date, kind, minutes, load: one planned session; key: its id
    SOURCE = "source"  # name, kind, device_id; key: source id
    SOURCE_PRIORITY = "source_priority"  # source_ids, best first; key: metric
    DEVICE = "device"  # name, kind, state, settings, source_id; key: device id
    DEFAULT_OPTION = "default_option"  # segment, name, value, version; key: segment/name
    FEEDBACK = "feedback"  # slate_id, kind, item_id, verdict, note, model_version; key: its id
    IMPORT = "import"  # file_name, source_id, state, sent; key: import id
    IMPORT_UNDONE = "import_undone"  # key: import id
    ERASURE = "erasure"  # requested_at


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """One change of structured data.

    Attributes:
        fact_id: The outbox row's id; the same id again is a copy.
        user_id: Whose, or `EVERYBODY`; the key of the message.
        key: Which of several of its kind (device id, metric); empty where there is one.
        valid_from_ms: Since when it holds, UTC epoch milliseconds.
        key: Which of several of its kind (device id, metric); empty where there is but one.
        payload: The whole row after the change, snake_case, units in the names.
    """

    schema_version: int = 1
    fact_id: str
    user_id: str
    kind: FactKind
    key: str = ""
    valid_from_ms: int
    recorded_at_ms: int
    payload: dict[str, Any]
