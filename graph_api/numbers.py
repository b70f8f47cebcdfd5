"""Numbers as a query may spell them."""

from math import isfinite
from typing import Any

from graphql import ASTValidationRule, FloatValueNode, GraphQLError, IntValueNode


class FiniteNumbers(ASTValidationRule):
    """Refuses a number that is too large to be kept: 1e400 is none, as it is none in JSON."""

    def enter_float_value(self, node: FloatValueNode, *_: Any) -> None:
        """Look at a fraction."""
        self._check(node)

    def enter_int_value(self, node: IntValueNode, *_: Any) -> None:
        """Look at a whole number, which may be meant as a fraction."""
        self._check(node)

    def _check(self, node: FloatValueNode | IntValueNode) -> None:
        if not isfinite(float(node.value)):
            self.report_error(GraphQLError("a number is too large to be kept", node))
