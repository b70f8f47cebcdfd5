"""Settings: who the person is, what they want, how the app looks."""

import flet as ft

from app_flet.answers.person import Me, Person
from app_flet.components.appearance import appearance_card
from app_flet.components.basics import card, muted, second_button, text
from app_flet.components.goals_form import GoalsForm
from app_flet.components.header import header
from app_flet.components.hooks import use_maybe
from app_flet.components.notice import loading, trouble
from app_flet.components.profile_form import ProfileForm
from app_flet.components.weight_form import WeightForm
from app_flet.errors import HouseError
from app_flet.state import Screen
from app_flet.tools import use_tools


@ft.component
def SettingsView(screen: Screen) -> ft.Control:
    """Show profile, goals, weight, colours and the way out."""
    tools = use_tools()
    person, set_person = use_maybe(Person)
    problem, set_problem = ft.use_state("")

    async def load() -> None:
        try:
            answer = await tools.client.ask("person", Me)
        except HouseError as error:
            set_problem(str(error))
            return
        set_problem("")
        set_person(answer.me)

    async def changed() -> None:
        await load()
        await tools.feed.load_day()
        await tools.feed.load_advice()

    ft.use_effect(load, dependencies=[])
    if person is None:
        body: ft.Control = trouble(problem, load) if problem else loading("Loading settings")
    else:
        left = [ProfileForm(person, changed)]
        right = [
            GoalsForm(person.goals, changed),
            WeightForm(changed),
            appearance_card(screen, tools.memory),
            _account(person.email, tools.leave),
        ]
        body = _columns(left, right, wide=screen.wide)
    return ft.Column(
        [header("Settings", "You and your goals", screen), body, ft.Container(height=8)],
        spacing=16,
        scroll=ft.ScrollMode.HIDDEN,
        expand=True,
    )


def _columns(left: list[ft.Control], right: list[ft.Control], *, wide: bool) -> ft.Control:
    if not wide:
        return ft.Column([*left, *right], spacing=16)
    return ft.Row(
        [
            ft.Container(ft.Column(left, spacing=16), expand=1),
            ft.Container(ft.Column(right, spacing=16), expand=1),
        ],
        spacing=16,
        vertical_alignment=ft.CrossAxisAlignment.START,
    )


def _account(email: str, leave: ft.ControlEventHandler[ft.OutlinedButton]) -> ft.Container:
    words = ft.Column(
        [text("Account", 15.5, ft.FontWeight.W_600), muted(email)], spacing=2, expand=True
    )
    return card(ft.Row([words, second_button("Sign out", leave, icon=ft.Icons.LOGOUT)]))
