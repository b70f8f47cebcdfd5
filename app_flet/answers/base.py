"""What every answer of the graph has in common."""

import msgspec


class Answer(msgspec.Struct, rename="camel", frozen=True):
    """Base of everything the graph answers with."""


class UnionMember(Answer, frozen=True, tag_field="__typename", tag=True):
    """Base of what stands in a union of the graph, told apart by the name of its type."""


class Problem(UnionMember, frozen=True):
    """A refusal that the person can do something about; `field` names the input it is about."""

    code: str
    message: str
    field: str | None = None


class Outcome(Answer, frozen=True):
    """What became of a change of which the app needs no more than success or the problem."""

    code: str | None = None
    message: str | None = None
    field: str | None = None

    @property
    def problem(self) -> Problem | None:
        """The refusal, or nothing when the change was made."""
        if self.code is None or self.message is None:
            return None
        return Problem(self.code, self.message, self.field)


class Done(Answer, frozen=True):
    """The answer of a mutation that either did it or says why not."""

    done: Outcome
