"""The first versions of default options and reference values, with their sources."""

from __future__ import annotations

from datetime import datetime
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final
from uuid import NAMESPACE_URL, uuid5

import msgspec
from sqlalchemy import select

from infra.database.facts import append_rows, epoch_ms
from infra.database.models import DefaultOptionRow, FactRow, ReferenceValueRow
from schema.facts import EVERYBODY, FactKind

if TYPE_CHECKING:
    from infra.database.transactions import Transaction

OPTIONS_FILE: Final = "default_options.json"
TOLD: Final = ("segment", "name", "value", "version")
REFERENCE_FILE: Final = "reference_values.json"
FACT_NAMESPACE: Final = uuid5(NAMESPACE_URL, "pulseplate:default-options")


def seed(tx: Transaction) -> None:
    """Write what is not there yet; a value changes only as a further version."""
    known = set(
        tx.rows.execute(
            select(DefaultOptionRow.name, DefaultOptionRow.segment, DefaultOptionRow.version)
        ).tuples()
    )
    new = [
        given
        for given in _read(OPTIONS_FILE)
        if (given["name"], given["segment"], given["version"]) not in known
    ]
    tx.rows.add_all(map(_option, new))
    append_rows(tx, [*map(_fact, new)])

    for given in _read(REFERENCE_FILE):
        tx.rows.merge(ReferenceValueRow(**given | {"sex": given["sex"] or ""}))


def _option(given: dict[str, Any]) -> DefaultOptionRow:
    valid_from = datetime.fromisoformat(given["valid_from"])
    return DefaultOptionRow(**given | {"valid_from": valid_from})


def _fact(given: dict[str, Any]) -> FactRow:
    key = f"{given['segment']}/{given['name']}"
    return FactRow(
        id=str(uuid5(FACT_NAMESPACE, f"{key}/{given['version']}")),
        user_id=EVERYBODY,
        kind=FactKind.DEFAULT_OPTION.value,
        key=key,
        valid_from_ms=epoch_ms(datetime.fromisoformat(given["valid_from"])),
        payload={field: given[field] for field in TOLD},
    )


def _read(name: str) -> list[dict[str, Any]]:
    content = files(__package__ or __name__).joinpath(name).read_bytes()
    return msgspec.json.decode(content, type=list[dict[str, Any]])
