"""One device on a card."""

from collections.abc import Callable
from datetime import datetime

import flet as ft

from app_flet.answers.devices import NEVER_SEEN, OFFLINE, ONLINE, REVOKED, Device
from app_flet.components.basics import card, icon_button, muted, text, tinted_icon
from app_flet.wording import BY_DEFAULT, NEVER, NOT_RECORDED, ago, amount, in_words, percent

ICONS = {
    "WATCH": ft.Icons.WATCH,
    "RING": ft.Icons.CIRCLE_OUTLINED,
    "CHEST_STRAP": ft.Icons.MONITOR_HEART_OUTLINED,
    "SCALE": ft.Icons.MONITOR_WEIGHT_OUTLINED,
    "PHONE": ft.Icons.SMARTPHONE,
    "GLUCOSE_SENSOR": ft.Icons.BLOODTYPE_OUTLINED,
    "BIKE_COMPUTER": ft.Icons.DIRECTIONS_BIKE,
}
LOW_BATTERY_PERCENT = 20
UNKNOWN = (NOT_RECORDED, NEVER, BY_DEFAULT)
STATES = {
    ONLINE: ("Online", "#2F9E44"),
    OFFLINE: ("Offline", "#8E91A0"),
    NEVER_SEEN: ("Never seen", "#E56A00"),
    REVOKED: ("Revoked", "#E8365D"),
}


def device_card(
    device: Device,
    now: datetime,
    on_set: Callable[[Device], None],
    on_revoke: Callable[[Device], None],
) -> ft.Container:
    """Return a device with its state; one that is revoked can only be looked at."""
    title = ft.Row(
        [
            tinted_icon(ICONS.get(device.kind, ft.Icons.SENSORS), ft.Colors.PRIMARY, 44),
            ft.Column(
                [text(device.name, 16, ft.FontWeight.W_600), muted(in_words(device.kind))],
                spacing=0,
                expand=True,
            ),
            _state(device.state),
        ],
        spacing=12,
    )
    lines = [
        _line("Last seen", ago(device.last_seen_at, now)),
        _line("Battery", battery(device.battery_percent)),
        _line("Measures every", interval(device.settings.sampling_interval_s)),
        _line("Firmware", device.firmware or NOT_RECORDED),
    ]
    buttons = [
        icon_button(ft.Icons.TUNE, f"Settings of {device.name}", lambda: on_set(device)),
        icon_button(ft.Icons.LINK_OFF, f"Revoke {device.name}", lambda: on_revoke(device)),
    ]
    shown = [] if device.state == REVOKED else buttons
    actions = ft.Row(list(shown), spacing=6, alignment=ft.MainAxisAlignment.END, height=40)
    return card(
        ft.Column([title, *lines, ft.Container(expand=True), actions], spacing=10),
        key=device.id,
        expand=True,
    )


def battery(percent_left: float | None) -> str:
    """Say how full the battery is."""
    if percent_left is None:
        return NOT_RECORDED
    low = ", low" if percent_left < LOW_BATTERY_PERCENT else ""
    return f"{percent(percent_left / 100)}{low}"


def interval(seconds: float | None) -> str:
    """Say how often a device measures."""
    return BY_DEFAULT if seconds is None else amount(seconds, "s", 0 if seconds >= 1 else 1)


def _line(name: str, said: str) -> ft.Control:
    known = said not in UNKNOWN
    value = text(said, 13.5, ft.FontWeight.W_600) if known else muted(said, 13.5)
    return ft.Row(
        [muted(name), value],
        alignment=ft.MainAxisAlignment.SPACE_BETWEEN,
    )


def _state(state: str) -> ft.Container:
    word, color = STATES.get(state, (in_words(state), "#8E91A0"))
    dot = ft.Container(width=8, height=8, border_radius=4, bgcolor=color)
    return ft.Container(
        ft.Row([dot, text(word, 12.5, ft.FontWeight.W_600)], spacing=7, tight=True),
        bgcolor=ft.Colors.with_opacity(0.16, color),
        border_radius=20,
        padding=ft.Padding.symmetric(horizontal=12, vertical=6),
    )
