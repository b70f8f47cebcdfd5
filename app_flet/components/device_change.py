"""Setting a device, and revoking it."""

from collections.abc import Callable, Coroutine, Mapping
from typing import Any

import flet as ft

from app_flet import forms
from app_flet.answers.devices import Device, DeviceDone, DeviceOutcome
from app_flet.components.basics import main_button, muted
from app_flet.components.dialogs import dialog
from app_flet.components.fields import Form
from app_flet.components.notice import problem_banner, say
from app_flet.draft import Draft
from app_flet.tools import use_tools
from app_flet.vocabulary import METRICS

Changed = Callable[[], Coroutine[Any, Any, None]]
ALERTS = {None: None, "ON": True, "OFF": False}


@ft.component
def SetDevice(device: Device, on_changed: Changed, on_close: Callable[[], None]) -> ft.Control:
    """Ask how the device shall measure; what is left empty follows the default option."""
    tools = use_tools()
    draft, _ = ft.use_state(Draft(as_typed(device)))

    async def save() -> None:
        told = draft.values

        async def ask() -> DeviceOutcome:
            answer = await tools.client.ask(
                "update_device", DeviceDone, id=device.id, input=as_input(told)
            )
            return answer.done

        if await draft.send(ask):
            say(f"{told['name']} is set")
            await on_changed()

    form = Form(draft.values, draft.problem, draft.put)
    general = problem_banner(draft.problem, draft.values)
    interval = form.number(
        "samplingIntervalS",
        "Measures every",
        "s",
        ft.Icons.TIMER_OUTLINED,
        helper="Empty leaves the default",
    )
    ft.use_dialog(
        dialog(
            "Settings of the device",
            [
                *general,
                form.text("name", "Name of the device", ft.Icons.WATCH_OUTLINED),
                ft.Row([interval]),
                form.choices(
                    "metrics", "Measures; none chosen leaves the default", METRICS, none=None
                ),
                form.choice("alerts", "Alerts", ("ON", "OFF")),
            ],
            [
                ft.TextButton("Cancel", on_click=on_close),
                main_button("Save", save, disabled=draft.is_busy),
            ],
            on_close,
        )
    )
    return ft.Container(width=0, height=0)


def as_typed(device: Device) -> dict[str, Any]:
    """Return a device's settings as the form shows them."""
    settings = device.settings
    alerts = next(word for word, value in ALERTS.items() if value is settings.alerts)
    return {
        "name": device.name,
        "samplingIntervalS": forms.written(settings.sampling_interval_s),
        "metrics": settings.metrics,
        "alerts": alerts,
    }


def as_input(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the form shows as the graph takes it.

    Raises:
        UnreadableError: the interval is no number.
    """
    return {
        "name": values["name"],
        "settings": {
            "samplingIntervalS": forms.number(values, "samplingIntervalS"),
            "metrics": values["metrics"] or None,
            "alerts": ALERTS[values["alerts"]],
        },
    }


@ft.component
def RevokeDevice(
    device: Device, on_changed: Changed, on_close: Callable[[], None]
) -> ft.Control:
    """Ask once more before a device is shut out."""
    tools = use_tools()
    draft, _ = ft.use_state(Draft())

    async def ask() -> DeviceOutcome:
        return (await tools.client.ask("revoke_device", DeviceDone, id=device.id)).done

    async def revoke() -> None:
        if await draft.send(ask):
            say(f"{device.name} is revoked")
            await on_changed()

    said = "It is cut off at once and can't sign in again. What it measured stays."
    ft.use_dialog(
        dialog(
            f"Revoke {device.name}?",
            [*problem_banner(draft.problem, ()), muted(said, 14)],
            [
                ft.TextButton("Keep it", on_click=on_close),
                main_button("Revoke", revoke, disabled=draft.is_busy),
            ],
            on_close,
        )
    )
    return ft.Container(width=0, height=0)
