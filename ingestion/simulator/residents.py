"""The demo's residents: of different age, sex, goal and habit, with whole days of sensors."""

from __future__ import annotations

from datetime import date
from typing import Final

from ingestion.simulator.persona import Habits, Persona
from schema.physiology.goal import GoalKind
from schema.physiology.sex import Sex

RESIDENTS: Final = (
    Persona(
        login="luca.bianchi", name="Luca Bianchi", sex=Sex.MALE, birth_date=date(1991, 4, 12),
        height_cm=181, weight_kg=84.6, resting_heart_rate_bpm=58, timezone="Europe/Rome",
        region="IT", goal=GoalKind.LOSE_WEIGHT, target_weight_kg=78, weekly_rate_kg=0.4,
        daily_energy_kcal=2000, daily_protein_g=125,
        allergens=(), injuries=(), equipment=("dumbbells", "bicycle"),
        habits=Habits(
            6.75, 7.9, 8500, 4, 18.0, ("running", "strength"), ("salmon", "bowl"), 0.85
        ),
    ),
    Persona(
        login="amara.okafor", name="Amara Okafor", sex=Sex.FEMALE, birth_date=date(1998, 9, 3),
        height_cm=168, weight_kg=61.2, resting_heart_rate_bpm=51, timezone="Europe/London",
        region="GB", goal=GoalKind.ENDURANCE, diet=("VEGETARIAN",), equipment=("bicycle",),
        habits=Habits(
            6.0, 8.0, 9800, 6, 7.0, ("running", "cycling"), ("porridge", "lentil"), 1.0
        ),
    ),
    Persona(
        login="mei.tanaka", name="Mei Tanaka", sex=Sex.FEMALE, birth_date=date(1984, 1, 27),
        height_cm=160, weight_kg=66.8, resting_heart_rate_bpm=64, timezone="Asia/Tokyo",
        region="JP", goal=GoalKind.LOSE_WEIGHT, target_weight_kg=60, weekly_rate_kg=0.25,
        allergens=("CRUSTACEANS",), injuries=("knee",),
        equipment=("dumbbells", "exercise_ball"),
        habits=Habits(
            6.5, 6.9, 6200, 3, 19.5, ("mobility", "walking"), ("tofu", "rice"), 0.86
        ),
    ),
    Persona(
        login="jonas.weber", name="Jonas Weber", sex=Sex.MALE, birth_date=date(2002, 6, 18),
        height_cm=188, weight_kg=74.0, resting_heart_rate_bpm=60, timezone="Europe/Berlin",
        region="DE", goal=GoalKind.GAIN_MUSCLE, target_weight_kg=80, weekly_rate_kg=0.15,
        equipment=("barbell", "dumbbells"),
        habits=Habits(
            8.0, 8.3, 7000, 5, 17.0, ("strength", "running"), ("chicken", "beef"), 1.06
        ),
    ),
    Persona(
        login="sofia.alvarez", name="Sofía Álvarez", sex=Sex.FEMALE,
        birth_date=date(1969, 11, 30), height_cm=163, weight_kg=72.4,
        resting_heart_rate_bpm=68, timezone="Europe/Madrid", region="ES",
        goal=GoalKind.HEALTH, allergens=("NUTS", "PEANUTS"), injuries=("lower back",),
        habits=Habits(
            7.25, 7.4, 7600, 3, 10.0, ("walking", "mobility"), ("salmon", "salad"), 0.97
        ),
    ),
    Persona(
        login="ravi.menon", name="Ravi Menon", sex=Sex.MALE, birth_date=date(1978, 2, 9),
        height_cm=172, weight_kg=79.3, resting_heart_rate_bpm=66, timezone="Asia/Kolkata",
        region="IN", goal=GoalKind.MAINTAIN, diet=("VEGETARIAN",), allergens=("MILK",),
        equipment=("bicycle",),
        habits=Habits(
            6.25, 7.1, 6800, 3, 7.5, ("mobility", "cycling"), ("lentil", "chickpea"), 1.0
        ),
    ),
    Persona(
        login="grace.miller", name="Grace Miller", sex=Sex.FEMALE, birth_date=date(1957, 7, 22),
        height_cm=166, weight_kg=69.5, resting_heart_rate_bpm=70, timezone="America/New_York",
        region="US", goal=GoalKind.HEALTH, injuries=("hip",), equipment=("pool",),
        habits=Habits(
            6.0, 7.0, 5400, 3, 9.5, ("walking", "swimming"), ("soup", "yogurt"), 1.0
        ),
    ),
    Persona(
        login="noa.lindqvist", name="Noa Lindqvist", sex=Sex.OTHER,
        birth_date=date(1994, 12, 5), height_cm=175, weight_kg=70.1,
        resting_heart_rate_bpm=55, timezone="Europe/Stockholm", region="SE",
        goal=GoalKind.ENDURANCE, diet=("VEGAN",),
        equipment=("bicycle", "kettlebell"),
        habits=Habits(
            7.0, 7.9, 9000, 5, 17.5, ("cycling", "running"), ("tofu", "bean"), 1.0
        ),
    ),
)  # fmt: skip
"""Luca is the first: whoever opens the demo signs in as him."""
