"""The two ways in: signing in and signing up."""

from collections.abc import Mapping
from typing import Any

import flet as ft

from app_flet import forms
from app_flet.answers.base import Problem
from app_flet.answers.person import Opened, Session
from app_flet.components.basics import heading, main_button, muted, second_button
from app_flet.components.fields import Form
from app_flet.components.notice import banner, problem_banner
from app_flet.components.zone import ZoneField
from app_flet.draft import Draft
from app_flet.tools import use_tools

SIGN_UP_FIELDS = ("name", "login", "email", "password", "timezone")


@ft.component
def SignIn(draft: Draft, on_other: Any) -> ft.Control:
    """Ask for name and password."""
    return _Entrance(
        draft=draft,
        title="Welcome back",
        said="Sign in to continue",
        operation="sign_in",
        fields=("login", "password"),
        action="Sign in",
        other="Create an account",
        on_other=on_other,
    )


@ft.component
def SignUp(draft: Draft, on_other: Any) -> ft.Control:
    """Ask for what an account needs."""
    return _Entrance(
        draft=draft,
        title="Create your account",
        said="Everything else can be told later, in Settings",
        operation="sign_up",
        fields=SIGN_UP_FIELDS,
        action="Sign up",
        other="I have an account",
        on_other=on_other,
    )


@ft.component
def _Entrance(  # noqa: PLR0913
    *,
    draft: Draft,
    title: str,
    said: str,
    operation: str,
    fields: tuple[str, ...],
    action: str,
    other: str,
    on_other: Any,
) -> ft.Control:
    tools = use_tools()

    async def enter() -> Session | Problem:
        told = as_input(draft.values, fields)
        answer = await tools.client.ask(operation, Opened, input=told)
        if isinstance(answer.opened, Session):
            await tools.client.keeper.open(answer.opened)
        return answer.opened

    async def submit() -> None:
        await draft.send(enter)

    form = Form(draft.values, draft.problem, draft.put)
    shown = [
        ENTRANCE_FIELDS[name](form, submit, is_new=operation == "sign_up") for name in fields
    ]
    general = problem_banner(draft.problem, fields)
    message = [banner(tools.screen.message)] if tools.screen.message and not general else []
    return ft.AutofillGroup(
        ft.Column(
            [
                heading(title, 24),
                muted(said),
                ft.Container(height=2),
                *message,
                *general,
                *shown,
                main_button(
                    f"{action}…" if draft.is_busy else action, submit, disabled=draft.is_busy
                ),
                second_button(other, on_other),
            ],
            spacing=12,
            horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
            tight=True,
        )
    )


def as_input(values: Mapping[str, Any], fields: tuple[str, ...]) -> dict[str, Any]:
    """Return what the graph takes; the time zone alone may stay empty.

    Raises:
        UnreadableError: another field is.
    """
    told = {name: values[name] for name in fields if str(values.get(name) or "").strip()}
    for name in fields:
        if name not in told and name != "timezone":
            raise forms.UnreadableError(name, "Please fill this in")
    return told


def _login(form: Form, submit: Any, *, is_new: bool) -> ft.Control:
    return form.text(
        "login",
        "Login" if is_new else "Login or e-mail",
        ft.Icons.PERSON_OUTLINE,
        autofill_hints=[ft.AutofillHint.NEW_USERNAME if is_new else ft.AutofillHint.USERNAME],
        on_submit=submit,
    )


def _password(form: Form, submit: Any, *, is_new: bool) -> ft.Control:
    hint = ft.AutofillHint.NEW_PASSWORD if is_new else ft.AutofillHint.PASSWORD
    return form.text(
        "password",
        "Password",
        ft.Icons.LOCK_OUTLINE,
        password=True,
        can_reveal_password=True,
        autofill_hints=[hint],
        on_submit=submit,
    )


def _name(form: Form, submit: Any, *, is_new: bool) -> ft.Control:  # noqa: ARG001
    return form.text("name", "Your name", ft.Icons.BADGE_OUTLINED, on_submit=submit)


def _email(form: Form, submit: Any, *, is_new: bool) -> ft.Control:  # noqa: ARG001
    return form.text(
        "email",
        "E-mail",
        ft.Icons.MAIL_OUTLINE,
        keyboard_type=ft.KeyboardType.EMAIL,
        autofill_hints=[ft.AutofillHint.EMAIL],
        on_submit=submit,
    )


def _timezone(form: Form, submit: Any, *, is_new: bool) -> ft.Control:  # noqa: ARG001
    return ZoneField(form)


ENTRANCE_FIELDS = {
    "login": _login,
    "password": _password,
    "name": _name,
    "email": _email,
    "timezone": _timezone,
}
