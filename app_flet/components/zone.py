"""The field for a time zone, found by a part of its name."""

from collections.abc import Callable
from functools import cache
from zoneinfo import available_timezones

import flet as ft

from app_flet.components.fields import Form

OFFERED = 4
SHORTEST_SEARCH = 2


@cache
def zones() -> tuple[str, ...]:
    """Return the names of all places with a time zone of their own, and UTC."""
    return tuple(sorted(name for name in available_timezones() if "/" in name or name == "UTC"))


def matching(typed: str) -> list[str]:
    """Return the zones that the typed part fits, except when it names one already."""
    sought = typed.strip().lower().replace(" ", "_")
    if len(sought) < SHORTEST_SEARCH:
        return []
    hits = [name for name in zones() if sought in name.lower()]
    return [] if any(name.lower() == sought for name in hits) else hits[:OFFERED]


def ZoneField(form: Form) -> ft.Control:
    """Return the field, with the zones that fit what is typed below it."""

    def take(name: str) -> Callable[[], None]:
        return lambda: form.put("timezone", name)

    field = form.text("timezone", "Time zone, such as Europe/Rome", ft.Icons.PUBLIC)
    offered = [
        ft.TextButton(name.replace("_", " "), on_click=take(name))
        for name in matching(str(form.values.get("timezone") or ""))
    ]
    row = ft.Row(list(offered), wrap=True, spacing=4, visible=bool(offered))
    return ft.Column(
        [field, row],
        spacing=2,
        tight=True,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )
