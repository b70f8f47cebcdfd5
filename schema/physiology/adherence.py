"""How much of what was planned was done: workouts and food of the seven days to a day."""

from collections.abc import Sequence
from datetime import date
from statistics import fmean
from typing import Final, NamedTuple

LARGEST_SHIFT_DAYS: Final = 1
LEAST_LOGGED_KCAL: Final = 800.0
ENERGY_GRACE: Final = 0.05
ENERGY_LOST: Final = 0.30


class Session(NamedTuple):
    """A planned or a done workout; ``load`` is session minutes · intensity."""

    day: date
    kind: str
    load: float


class LoggedDay(NamedTuple):
    """What was eaten on one day, by the log."""

    energy_kcal: float
    protein_g: float


def workout_adherence(planned: Sequence[Session], done: Sequence[Session]) -> float | None:
    """Return how much of the planned load was done, 0 to 1; ``None`` without a plan.

    A session counts for the planned one of its kind within a day of it, once, and never for
    more than was planned. Of all pairings in order of time the one that counts most holds.

    Args:
        planned: The plan of the seven days to the day.
        done: What was done in them and on the days next to them.
    """
    planned_load = sum(session.load for session in planned)
    if not planned_load:
        return None

    kinds = sorted({session.kind for session in planned})
    counted = sum(_counted_load(_of(planned, kind), _of(done, kind)) for kind in kinds)
    return counted / planned_load


def _of(sessions: Sequence[Session], kind: str) -> list[Session]:
    return sorted(session for session in sessions if session.kind == kind)


def _counted_load(planned: list[Session], done: list[Session]) -> float:
    best = [0.0] * (len(done) + 1)
    for plan in planned:
        previous, best = best, [0.0]
        for place, session in enumerate(done):
            paired = previous[place] + _counts_for(plan, session)
            best.append(max(paired, previous[place + 1], best[place]))
    return best[-1]


def _counts_for(plan: Session, session: Session) -> float:
    is_near = abs((session.day - plan.day).days) <= LARGEST_SHIFT_DAYS
    return min(session.load, plan.load) if is_near else 0.0


def nutrition_adherence(
    days: Sequence[LoggedDay | None], target_kcal: float, target_protein_g: float
) -> float | None:
    """Return how near a week's food was to its targets, 0 to 1; ``None`` without a log.

    Args:
        days: The seven days to the day, ``None`` where nothing was logged; a day of less
            than 800 kcal counts as not logged.
        target_kcal: Energy target of a day.
        target_protein_g: Protein target of a day.
    """
    logged = [day for day in days if day is not None and day.energy_kcal >= LEAST_LOGGED_KCAL]
    if not logged:
        return None
    return fmean(
        (
            energy_adherence(day.energy_kcal, target_kcal)
            + protein_adherence(day.protein_g, target_protein_g)
        )
        / 2
        for day in logged
    )


def energy_adherence(energy_kcal: float, target_kcal: float) -> float:
    """Return 1 within 5 % of the energy target, linear to 0 at 30 % off it either way."""
    off = abs(energy_kcal - target_kcal) / target_kcal
    return min(max((ENERGY_LOST - off) / (ENERGY_LOST - ENERGY_GRACE), 0.0), 1.0)


def protein_adherence(protein_g: float, target_g: float) -> float:
    """Return the share of the protein target that was eaten; more than it is as good as it."""
    return min(protein_g / target_g, 1.0)
