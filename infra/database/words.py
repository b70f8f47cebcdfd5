"""Words that a column can hold; some databases refuse others, some take them."""

from __future__ import annotations

import re
from typing import Final

from infra.database.columns import NAME_LENGTH

_UNWRITABLE: Final = re.compile(r"[\x00\ud800-\udfff]")


def is_writable(name: str) -> bool:
    """Tell whether a name or an id can be written down; what cannot is not there either."""
    return len(name) <= NAME_LENGTH and _UNWRITABLE.search(name) is None


def writable(text: str) -> str:
    """Return the text without what cannot be written: NUL, and halves of characters."""
    return _UNWRITABLE.sub("", text)
