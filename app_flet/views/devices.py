"""Devices: what measures the person, and how it is doing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import flet as ft

from app_flet.answers.devices import REVOKED, Device, DeviceCredentials, Devices
from app_flet.components.basics import equal_row, main_button
from app_flet.components.device_card import device_card
from app_flet.components.device_change import Changed, RevokeDevice, SetDevice
from app_flet.components.device_register import (
    RegisterDevice,
    Registered,
    ShowCredentials,
)
from app_flet.components.header import header
from app_flet.components.hooks import use_maybe
from app_flet.components.notice import empty, loading, trouble
from app_flet.errors import HouseError
from app_flet.state import Screen
from app_flet.tools import use_tools

COLUMNS = 3


@dataclass(frozen=True)
class DeviceDialog:
    """A dialog that is open."""


@dataclass(frozen=True)
class Adding(DeviceDialog):
    """A new device is described."""


@dataclass(frozen=True)
class Copying(DeviceDialog):
    """Credentials are shown."""

    credentials: DeviceCredentials


@dataclass(frozen=True)
class Setting(DeviceDialog):
    """A device is set."""

    device: Device


@dataclass(frozen=True)
class Revoking(DeviceDialog):
    """A device is about to be revoked."""

    device: Device


@ft.component
def DevicesView(screen: Screen) -> ft.Control:
    """Show the devices, and let the person add, set and revoke them."""
    tools = use_tools()
    devices, set_devices = use_maybe(list[Device])
    problem, set_problem = ft.use_state("")
    opened, set_opened = use_maybe(DeviceDialog)

    def ask_setting(device: Device) -> None:
        set_opened(Setting(device))

    def ask_revoking(device: Device) -> None:
        set_opened(Revoking(device))

    async def load() -> None:
        try:
            answer = await tools.client.ask("devices", Devices)
        except HouseError as error:
            set_problem(str(error))
            return
        set_problem("")
        set_devices(answer.me.devices)

    async def registered(credentials: DeviceCredentials) -> None:
        set_opened(Copying(credentials))
        await load()

    async def changed() -> None:
        set_opened(None)
        await load()

    def close(closed: DeviceDialog) -> None:
        set_opened(lambda now: None if now is closed else now)

    ft.use_effect(load, dependencies=[])
    add_button = main_button("Add a device", lambda: set_opened(Adding()), icon=ft.Icons.ADD)
    if devices is None:
        body: ft.Control = trouble(problem, load) if problem else loading("Loading devices")
    elif not devices:
        body = empty(
            ft.Icons.WATCH_OUTLINED,
            "No device yet",
            "Add your watch, ring, strap or scale. It gets credentials of its own "
            "and shows up here with its state.",
        )
    else:
        now = datetime.now(UTC)
        cards = [
            device_card(each, now, ask_setting, ask_revoking) for each in in_order(devices)
        ]
        body = _grid(cards, COLUMNS if screen.wide else 1)
    return ft.Column(
        [
            header("Devices", "What measures you", screen),
            ft.Row([add_button]) if screen.wide else add_button,
            body,
            ft.Container(height=8),
            *dialog(opened, registered, changed, close),
        ],
        spacing=16,
        scroll=ft.ScrollMode.HIDDEN,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        expand=True,
    )


def dialog(
    opened: DeviceDialog | None,
    registered: Registered,
    changed: Changed,
    close: Callable[[DeviceDialog], None],
) -> list[ft.Control]:
    """Return the dialog that is open, if one is.

    A dialog tells of its end when the next one may be open already: it closes only itself.
    """
    match opened:
        case Adding():
            return [RegisterDevice(registered, lambda: close(opened))]
        case Copying(credentials):
            return [ShowCredentials(credentials, lambda: close(opened))]
        case Setting(device):
            return [SetDevice(device, changed, lambda: close(opened))]
        case Revoking(device):
            return [RevokeDevice(device, changed, lambda: close(opened))]
        case _:
            return []


def in_order(devices: list[Device]) -> list[Device]:
    """Return the devices with those in use first."""
    return sorted(devices, key=lambda device: device.state == REVOKED)


def _grid(cards: list[ft.Container], columns: int) -> ft.Control:
    rows: list[ft.Control] = []
    for first in range(0, len(cards), columns):
        row: list[ft.Control] = list(cards[first : first + columns])
        row += [ft.Container(expand=True) for _ in range(columns - len(row))]
        rows.append(equal_row(row))
    return ft.Column(rows, spacing=16)
