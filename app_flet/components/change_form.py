"""The state of a form whose changes are sent to the house."""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any

import flet as ft

from app_flet.answers.base import Done, Problem
from app_flet.components.basics import main_button
from app_flet.components.fields import Form
from app_flet.components.notice import problem_banner, say
from app_flet.draft import Draft
from app_flet.tools import use_tools

Changed = Callable[[], Coroutine[Any, Any, None]]
Read = Callable[[Mapping[str, Any]], dict[str, Any]]


@dataclass
class ChangeForm:
    """A form, what is wrong with it as a whole, and its button."""

    form: Form
    general: list[ft.Control]
    button: ft.Control


def use_change_form(
    operation: str,
    before: Mapping[str, Any],
    read: Read,
    done: str,
    on_changed: Changed,
) -> ChangeForm:
    """Return the form for one mutation, inside a component.

    What nobody touched follows the house, and is never sent.

    Args:
        operation: The mutation.
        before: What the fields show where nothing is typed: what the house knows.
        read: Makes the mutation's input of what is typed; raises `UnreadableError`.
        done: What is said after success.
        on_changed: What follows success.
    """
    tools = use_tools()
    draft, _ = ft.use_state(Draft())
    values = {**before, **draft.values}

    async def save() -> None:
        told = {**before, **draft.values}

        async def ask() -> Done | Problem:
            answer = await tools.client.ask(operation, Done, input=read(told))
            return answer.done.problem or answer

        if await draft.send(ask):
            say(done)
            await on_changed()
            draft.fill(still_unsaid(draft.values, told))

    form = Form(values, draft.problem, draft.put)
    general = problem_banner(draft.problem, values)
    button = main_button("Saving…" if draft.is_busy else "Save", save, disabled=draft.is_busy)
    return ChangeForm(form, general, button)


def still_unsaid(typed: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed since something was said."""
    return {name: value for name, value in typed.items() if said[name] != value}
