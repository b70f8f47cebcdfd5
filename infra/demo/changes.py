"""What a simulated person tells of themselves, as they would in the app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schema.people.profile import GoalsChange, ProfileChange

if TYPE_CHECKING:
    from ingestion.simulator.persona import Persona


def profile_change(persona: Persona) -> ProfileChange:
    """Return all that a profile asks for."""
    return ProfileChange(
        birth_date=persona.birth_date,
        sex=persona.sex,
        height_cm=persona.height_cm,
        region=persona.region,
        diet=persona.diet,
        allergens=persona.allergens,
        injuries=persona.injuries,
        equipment=persona.equipment,
    )


def goals_change(persona: Persona) -> GoalsChange:
    """Return the goals, without those left to the defaults."""
    return GoalsChange(
        kind=persona.goal,
        target_weight_kg=persona.target_weight_kg,
        weekly_rate_kg=persona.weekly_rate_kg,
        daily_energy_kcal=persona.daily_energy_kcal,
        daily_protein_g=persona.daily_protein_g,
        weekly_workouts=persona.habits.weekly_workouts,
    )
