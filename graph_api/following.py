"""Following a stream for as long as the follower's token stands."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing, asynccontextmanager
from typing import TYPE_CHECKING, TypeVar

from schema.errors import UnauthenticatedError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from graph_api.context import Context

log = logging.getLogger(__name__)

Item = TypeVar("Item")


async def token_end(context: Context) -> None:
    """Return when the token by which the context was opened stands no longer.

    Where nobody can tell just now, it stands until somebody can.
    """
    while True:
        await asyncio.sleep(context.services.options.token_check_interval_s)
        try:
            await context.services.accounts.identify(context.token or "")
        except UnauthenticatedError:
            return
        except Exception:
            log.exception("whether a token still stands could not be told; asking again")


@asynccontextmanager
async def following(
    context: Context, stream: AsyncIterator[Item]
) -> AsyncGenerator[AsyncIterator[Item], None]:
    """Begin to listen, and hand out what comes; what is read meanwhile is never kept.

    Raises:
        UnauthenticatedError: The token ended meanwhile.
    """
    context.keep_nothing()
    ended = asyncio.create_task(token_end(context))
    coming = asyncio.create_task(_next(stream))
    context.metrics.followers.inc()
    try:
        async with aclosing(_items(stream, coming, ended)) as items:
            yield items
    finally:
        context.metrics.followers.dec()
        ended.cancel()
        coming.cancel()  # whose items nobody may have begun to read
        await asyncio.wait({ended, coming})
        if isinstance(stream, AsyncGenerator):
            await stream.aclose()


async def _items(
    stream: AsyncIterator[Item], coming: asyncio.Task[list[Item]], ended: asyncio.Task[None]
) -> AsyncGenerator[Item, None]:
    try:
        while True:
            await asyncio.wait({ended, coming}, return_when=asyncio.FIRST_COMPLETED)
            if ended.done():
                ended.result()
                raise UnauthenticatedError("the session by which this was followed has ended")
            items = coming.result()
            if not items:
                return
            yield items[0]
            coming = asyncio.create_task(_next(stream))
    finally:
        coming.cancel()
        await asyncio.wait({coming})


async def _next(stream: AsyncIterator[Item]) -> list[Item]:
    """Return the next item; none at the end, since a task cannot carry that end."""
    try:
        return [await anext(stream)]
    except StopAsyncIteration:
        return []
