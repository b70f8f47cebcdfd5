"""The operations of the app, as they stand in `operations/*.graphql`."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from gql import GraphQLRequest

OPERATIONS = Path(__file__).parent / "operations"
_IMPORT = re.compile(r'^#import "(?P<path>[^"]+)"$', re.MULTILINE)


@cache
def source(name: str) -> str:
    """Return the operation called `name` together with the fragments it imports."""
    operation = (OPERATIONS / f"{name}.graphql").read_text(encoding="utf-8")
    fragments = [(OPERATIONS / path).read_text("utf-8") for path in _IMPORT.findall(operation)]
    return "\n".join([_IMPORT.sub("", operation).strip(), *fragments])


@cache
def _parsed(name: str) -> GraphQLRequest:
    return GraphQLRequest(source(name))


def request(name: str, variables: dict[str, Any]) -> GraphQLRequest:
    """Return the operation called `name`, ready to be sent with these variables."""
    return GraphQLRequest(_parsed(name).document, variable_values=variables)


def names() -> list[str]:
    """Return the names of all operations."""
    return sorted(path.stem for path in OPERATIONS.glob("*.graphql"))
