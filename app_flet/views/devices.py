"""Devices: what measures the person, and how it is doing."""

from datetime import UTC, datetime

import flet as ft

from app_flet.answers.devices import REVOKED, Device, DeviceCredentials, Devices
from app_flet.components.basics import equal_row, main_button
from app_flet.components.device_card import device_card
from app_flet.components.device_change import RevokeDevice, SetDevice
from app_flet.components.device_register import RegisterDevice, ShowCredentials
from app_flet.components.header import header
from app_flet.components.hooks import use_maybe
from app_flet.components.notice import empty, loading, trouble
from app_flet.errors import HouseError
from app_flet.state import Screen
from app_flet.tools import use_tools

COLUMNS = 3


@ft.component
def DevicesView(screen: Screen) -> ft.Control:
    """Show the devices, and let the person add, set and revoke them."""
    tools = use_tools()
    devices, set_devices = use_maybe(list[Device])
    problem, set_problem = ft.use_state("")
    adding, set_adding = ft.use_state(False)
    made, set_made = use_maybe(DeviceCredentials)
    setting, set_setting = use_maybe(Device)
    revoking, set_revoking = use_maybe(Device)

    async def load() -> None:
        try:
            answer = await tools.client.ask("devices", Devices)
        except HouseError as error:
            set_problem(str(error))
            return
        set_problem("")
        set_devices(answer.me.devices)

    def close() -> None:
        set_adding(False)
        set_made(None)
        set_setting(None)
        set_revoking(None)

    async def registered(credentials: DeviceCredentials) -> None:
        set_adding(False)
        set_made(credentials)
        await load()

    async def changed() -> None:
        close()
        await load()

    ft.use_effect(load, dependencies=[])
    add_button = main_button("Add a device", lambda: set_adding(True), icon=ft.Icons.ADD)
    if devices is None:
        body = trouble(problem, load) if problem else loading("Loading devices")
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
            device_card(each, now, set_setting, set_revoking) for each in in_order(devices)
        ]
        body = _grid(cards, COLUMNS if screen.wide else 1)
    dialogs: list[ft.Control] = []
    if adding:
        dialogs.append(RegisterDevice(registered, close))
    if made is not None:
        dialogs.append(ShowCredentials(made, close))
    if setting is not None:
        dialogs.append(SetDevice(setting, changed, close))
    if revoking is not None:
        dialogs.append(RevokeDevice(revoking, changed, close))
    return ft.Column(
        [
            header("Devices", "What measures you", screen),
            ft.Row([add_button]) if screen.wide else add_button,
            body,
            ft.Container(height=8),
            *dialogs,
        ],
        spacing=16,
        scroll=ft.ScrollMode.HIDDEN,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        expand=True,
    )


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
