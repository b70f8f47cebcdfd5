"""The app of one page: who is here decides what is shown."""

from collections.abc import Awaitable, Callable

import flet as ft

from app_flet import fonts, theme
from app_flet.answers.person import Session
from app_flet.background import Background
from app_flet.client import HouseClient, graphql_url
from app_flet.components.notice import loading
from app_flet.feed import Feed
from app_flet.memory import Memory
from app_flet.renewals import Renewals
from app_flet.state import Phase, Screen
from app_flet.tools import Tools, provide_tools
from app_flet.views.shell import Shell
from app_flet.views.welcome import Welcome

TITLE = "PulsePlate"
SESSION_ENDED = "Your session has ended. Please sign in again."


def app_of(api_url: str) -> Callable[[ft.Page], Awaitable[None]]:
    """Return the entry of the app for a house.

    Args:
        api_url: Address of the house's API, as this process reaches it.
    """
    renewals = Renewals()

    async def main(page: ft.Page) -> None:
        page.title = TITLE
        page.fonts = {} if page.web else fonts.served()
        page.theme, page.dark_theme = theme.light(), theme.dark()
        tools = _tools(page, api_url, renewals)
        screen = tools.screen
        page.render_views(App, tools, screen)

        async def connected() -> None:
            tools.memory.reconnect()
            tools.background.resume()
            # Where nobody is signed in yet, what is kept may still have to be recalled.
            if tools.client.keeper.session is not None:
                await tools.memory.keep_session(tools.client.keeper.session)

        async def disconnected() -> None:
            screen.leave()
            tools.background.pause()
            await tools.client.stop_following()

        async def closed() -> None:
            tools.background.stop()
            await tools.client.close()

        def resized(event: ft.PageResizeEvent) -> None:
            screen.fit(event.width)

        page.on_connect, page.on_disconnect = connected, disconnected
        page.on_close, page.on_resize = closed, resized
        await _begin(tools)

    return main


@ft.component
def App(tools: Tools, screen: Screen) -> list[ft.View]:
    """Show the welcome, or the person's screens."""
    page = ft.context.page

    def put_colors() -> None:
        page.theme_mode = screen.theme
        page.update()

    ft.use_effect(put_colors, dependencies=[screen.theme])

    def content() -> ft.View:
        if screen.phase is Phase.SIGNED_IN:
            return Shell(screen)
        return Welcome(screen) if screen.phase is Phase.SIGNED_OUT else _starting(screen)

    return [provide_tools(tools, content)]


def _starting(screen: Screen) -> ft.View:
    return ft.View(
        route=screen.route("starting"),
        controls=[
            ft.Container(loading("Starting"), alignment=ft.Alignment.CENTER, expand=True)
        ],
    )


def _tools(page: ft.Page, api_url: str, renewals: Renewals) -> Tools:
    screen = Screen()
    screen.fit(page.width or 0)
    memory, background = Memory(), Background(page)

    async def session_changed(session: Session | None) -> None:
        if session is not None:
            screen.message = ""
            screen.phase = Phase.SIGNED_IN
        else:
            background.stop()
            screen.message = SESSION_ENDED
            screen.phase = Phase.SIGNED_OUT
            tools.feed = Feed(tools.client)
        await memory.keep_session(session)

    client = HouseClient(graphql_url(api_url), renewals, session_changed)
    tools = Tools(client, memory, background, screen, Feed(client))
    return tools


async def _begin(tools: Tools) -> None:
    tools.screen.theme = await tools.memory.theme()
    session = await tools.memory.session()
    if session is None:
        tools.screen.phase = Phase.SIGNED_OUT
    else:
        await tools.client.keeper.open(session)
