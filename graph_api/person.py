"""Whom a part of the graph is about, and through whose eyes it is seen."""

import strawberry

from graph_api.context import Context
from schema.people.accounts import Caller


@strawberry.type
class OfPerson:
    """A part of a person's graph. The caller travels with it: nobody else's is ever made."""

    caller: strawberry.Private[Caller]

    @property
    def user_id(self) -> str:
        """Whose data this is: always the caller's own."""
        return self.caller.user_id


Info = strawberry.Info[Context, None]
