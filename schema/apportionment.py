"""Cutting a whole amount in whole parts, by one rule, so that the parts sum to it exactly."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple


def largest_remainder(total: int, weights: Sequence[int]) -> list[int]:
    """Cut a whole amount in parts that are in proportion to weights and sum exactly to it.

    Each part gets the whole units of its share; those left over go one each to the parts
    with the largest remainders, among equal ones to the earliest.

    Args:
        total: What is cut, in small units, not negative.
        weights: How much of it each part is, in whole units of any kind (milliseconds of an
            interval, grams of an item), not negative, not all 0.

    Raises:
        ValueError: A negative amount or weight, or nothing to share it among.
    """
    whole = sum(weights)
    if total < 0 or whole <= 0 or min(weights) < 0:
        raise ValueError(f"{total} cannot be cut in proportion to {list(weights)}")

    shares = [divmod(total * weight, whole) for weight in weights]
    parts = [quotient for quotient, _ in shares]
    by_remainder = sorted(range(len(shares)), key=lambda place: -shares[place][1])
    for place in by_remainder[: total - sum(parts)]:
        parts[place] += 1
    return parts


class EvenCut(NamedTuple):
    """An interval cut at even boundaries: a head, some whole cells, a tail.

    Attributes:
        head: Weight of the first part, say its milliseconds.
        cell: Weight of each whole cell between; not 0 even where there is none.
        cells: How many whole cells there are.
        tail: Weight of the last part; 0 where the interval ends on a boundary.
    """

    head: Any
    cell: Any
    cells: Any
    tail: Any


def even_cut_part(
    total: Any,
    cut: EvenCut,
    position: Any,
    *,
    floor_divide: Callable[[Any, Any], Any],
    where: Callable[[Any, Any, Any], Any],
) -> Any:
    """Return one part of an even cut by itself; the parts are those of ``largest_remainder``.

    It needs no sight of the other parts, so Spark computes it row by row, in integers, once
    an interval is exploded into its minutes. All arguments are whole numbers or columns of
    them; ``total`` times the interval's length must fit in 64 bits.

    Args:
        total: What is cut, in small units.
        cut: How it is cut.
        position: Which part: 0 the head, then the cells, ``cells + 1`` the tail.
        floor_divide: ``operator.floordiv``; for columns
            ``lambda a, b: F.call_function("div", a, b)``.
        where: ``lambda test, yes, no: yes if test else no``; for columns
            ``lambda test, yes, no: F.when(test, yes).otherwise(no)``.
    """
    whole = cut.head + cut.cell * cut.cells + cut.tail

    def share_of(weight: Any) -> tuple[Any, Any]:
        quotient = floor_divide(total * weight, whole)
        return quotient, total * weight - quotient * whole

    def parts_if(test: Any, parts: Any) -> Any:
        return where(test, parts, parts * 0)

    (head, head_left), (cell, cell_left), (tail, tail_left) = map(
        share_of, (cut.head, cut.cell, cut.tail)
    )
    one = position * 0 + 1
    cells_before = position - 1

    ahead_of_head = parts_if(cell_left > head_left, cut.cells) + parts_if(
        tail_left > head_left, one
    )
    ahead_of_cell = (
        parts_if(head_left >= cell_left, one)
        + cells_before
        + parts_if(tail_left > cell_left, one)
    )
    ahead_of_tail = parts_if(head_left >= tail_left, one) + parts_if(
        cell_left >= tail_left, cut.cells
    )

    def of_position(for_head: Any, for_cell: Any, for_tail: Any) -> Any:
        return where(position == 0, for_head, where(position > cut.cells, for_tail, for_cell))

    left_over = total - head - cell * cut.cells - tail
    ahead = of_position(ahead_of_head, ahead_of_cell, ahead_of_tail)
    return of_position(head, cell, tail) + parts_if(ahead < left_over, one)
