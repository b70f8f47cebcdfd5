"""The parts of a day that are more than one number."""

import strawberry


@strawberry.type(description="How far the last seven days kept to the plan, each 0 to 1.")
class Adherence:
    """Null parts: without a plan, or without a logged day."""

    workouts: float | None
    nutrition: float | None


@strawberry.type(description="How hard the training was, and what it has built up to.")
class TrainingLoad:
    """Banister's model: fitness, fatigue and form."""

    trimp: float | None = strawberry.field(description="The day's training impulse.")
    ctl: float | None = strawberry.field(description="Chronic load, 42 days: fitness.")
    atl: float | None = strawberry.field(description="Acute load, 7 days: fatigue.")
    tsb: float | None = strawberry.field(description="Balance of the two: form.")


@strawberry.type(description="Energy burned in a day, with its 90 % interval.")
class Expenditure:
    """Adaptive total daily energy expenditure."""

    value_kcal: float
    low_kcal: float
    high_kcal: float
