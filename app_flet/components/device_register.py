"""Adding a device: its name and kind, then the credentials, shown this once."""

from collections.abc import Callable, Coroutine, Mapping
from typing import Any

import flet as ft

from app_flet import forms
from app_flet.answers.devices import DeviceCredentials, DeviceDone, DeviceOutcome
from app_flet.components.basics import icon_button, main_button, muted, text
from app_flet.components.dialogs import dialog
from app_flet.components.fields import Form
from app_flet.components.notice import problem_banner, say
from app_flet.draft import Draft
from app_flet.tools import use_tools
from app_flet.vocabulary import DEVICE_KINDS

Registered = Callable[[DeviceCredentials], Coroutine[Any, Any, None]]

Close = Callable[[], None]


@ft.component
def RegisterDevice(on_registered: Registered, on_close: Close) -> ft.Control:
    """Ask what the new device is."""
    tools = use_tools()
    draft, _ = ft.use_state(Draft({"name": "", "kind": "WATCH"}))

    async def ask() -> DeviceOutcome:
        told = as_input(draft.values)
        return (await tools.client.ask("register_device", DeviceDone, input=told)).done

    async def register() -> None:
        made = await draft.send(ask)
        if isinstance(made, DeviceCredentials):
            await on_registered(made)

    form = Form(draft.values, draft.problem, draft.put)
    general = problem_banner(draft.problem, draft.values)
    ft.use_dialog(
        dialog(
            "Add a device",
            [
                *general,
                form.text("name", "Name of the device", ft.Icons.WATCH_OUTLINED),
                form.choice("kind", "Kind", DEVICE_KINDS),
            ],
            [
                ft.TextButton("Cancel", on_click=on_close),
                main_button("Register", register, disabled=draft.is_busy),
            ],
            on_close,
        )
    )
    return ft.Container(width=0, height=0)


def as_input(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the new device as the graph takes it.

    Raises:
        UnreadableError: it has no name.
    """
    if not values["name"].strip():
        raise forms.UnreadableError("name", "Give it a name you will recognise")
    return dict(values)


@ft.component
def ShowCredentials(made: DeviceCredentials, on_close: Close) -> ft.Control:
    """Show what the device signs in with; it cannot be shown again."""
    lines = [
        ("User name", made.device.id),
        ("Password", made.token),
        ("Broker", made.mqtt_url),
        ("Topic", made.topic),
    ]
    warning = ft.Container(
        text("Copy the password now. It is shown this once only.", 13.5),
        bgcolor=ft.Colors.PRIMARY_CONTAINER,
        border_radius=14,
        padding=14,
    )
    ft.use_dialog(
        dialog(
            f"{made.device.name} is registered",
            [warning, *[_credential(name, value) for name, value in lines]],
            [main_button("I have copied it", on_close)],
            on_close,
            modal=True,
        )
    )
    return ft.Container(width=0, height=0)


def _credential(name: str, value: str) -> ft.Control:
    async def copy() -> None:
        await ft.Clipboard().set(value)
        say(f"{name} copied")

    words = ft.Column(
        [
            muted(name, 12.5),
            ft.Text(value, size=13.5, selectable=True, weight=ft.FontWeight.W_500),
        ],
        spacing=2,
        expand=True,
        tight=True,
    )
    button = icon_button(ft.Icons.COPY, f"Copy {name.lower()}", copy)
    return ft.Row([words, button], spacing=10)
