"""The two ways in: signing in and signing up."""

from collections.abc import Mapping
from typing import Any

import flet as ft

from app_flet.answers.base import Problem
from app_flet.answers.person import Opened
from app_flet.components.basics import heading, main_button, muted, second_button
from app_flet.components.fields import Form
from app_flet.components.hooks import use_maybe
from app_flet.components.notice import banner, problem_banner
from app_flet.components.zone import ZoneField
from app_flet.draft import Draft
from app_flet.errors import HouseError
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
    problem, set_problem = use_maybe(Problem)

    async def submit() -> None:
        missing = first_missing(draft.values, fields)
        set_problem(missing)
        if missing is not None or draft.is_busy:
            return
        told = {name: draft.values[name] for name in fields if draft.values.get(name)}
        with draft.sending():
            try:
                answer = await tools.client.ask(operation, Opened, input=told)
            except HouseError as error:
                set_problem(Problem("house", str(error)))
                return
            if isinstance(answer.opened, Problem):
                set_problem(answer.opened)
                return
            await tools.client.keeper.open(answer.opened)

    def put(name: str, value: Any) -> None:
        draft.put(name, value)
        set_problem(lambda now: None if now is not None and now.field == name else now)

    form = Form(draft.values, problem, put)
    shown = [
        ENTRANCE_FIELDS[name](form, submit, is_new=operation == "sign_up") for name in fields
    ]
    general = problem_banner(problem, fields)
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


def first_missing(values: Mapping[str, Any], fields: tuple[str, ...]) -> Problem | None:
    """Return the first field that must be filled and is not; the time zone may stay empty."""
    for name in fields:
        if name != "timezone" and not str(values.get(name) or "").strip():
            return Problem("missing", "Please fill this in", name)
    return None


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
