"""Waiting for what others do."""

import asyncio


async def until(is_so, within_s=60.0):
    """Wait until something is so, and return it; that it never is fails the test."""
    async with asyncio.timeout(within_s):
        while not (found := is_so()):  # noqa: ASYNC110  others do not tell us
            await asyncio.sleep(0.01)
    return found
