"""The numbers of the day, each on its own card."""

from datetime import tzinfo

import flet as ft

from app_flet import theme
from app_flet.answers.day import Day
from app_flet.answers.person import Goals
from app_flet.components.basics import bar, card, equal_row, muted, text, tinted_icon
from app_flet.day_summary import (
    balance_sentence,
    balance_title,
    distance_sentence,
    fraction,
    goal_sentences,
    readiness_sentence,
    sleep_sentence,
    stage_minutes,
    stages_sentence,
    steps_sentence,
    training_sentence,
)
from app_flet.wording import NOT_RECORDED, amount, capitalized, duration, percent

STAGE_OPACITY = {"DEEP": 1.0, "LIGHT": 0.55, "REM": 0.8, "ASLEEP": 0.7, "AWAKE": 0.2}


def tiles(day: Day, goals: Goals, zone: tzinfo, across: int) -> ft.Control:
    """Return energy, sleep, readiness, steps and progress, so many in each row.

    Where they don't come out even, the first row is the shorter one: its tiles are wider.
    """
    every: list[ft.Control] = [
        energy_tile(day),
        sleep_tile(day, zone),
        readiness_tile(day),
        steps_tile(day, goals),
        goal_tile(day, goals),
    ]
    first = len(every) % across or across
    rows = [every[:first]]
    rows += [every[at : at + across] for at in range(first, len(every), across)]
    return ft.Column([equal_row(row) for row in rows], spacing=16)


def energy_tile(day: Day) -> ft.Container:
    """Show what was eaten and burned, and their balance."""
    eaten, burned = day.energy_in_kcal, day.energy_out_kcal
    most = max(eaten or 0, burned or 0) or None
    return _tile(
        ft.Icons.LOCAL_FIRE_DEPARTMENT,
        theme.EATEN,
        "Energy balance",
        balance_title(day),
        balance_sentence(day),
        _flow("Eaten", eaten, most, theme.EATEN),
        _flow("Burned", burned, most, theme.BURNED),
    )


def sleep_tile(day: Day, zone: tzinfo) -> ft.Container:
    """Show how long the person slept."""
    asleep = duration(day.sleep_minutes)
    stages = stage_minutes(day)
    more: list[ft.Control] = []
    if stages:
        more = [_stages(stages), muted(stages_sentence(day), 12.5)]
    return _tile(
        ft.Icons.BEDTIME, theme.SLEEP, "Sleep", asleep, sleep_sentence(day, zone), *more
    )


def readiness_tile(day: Day) -> ft.Container:
    """Show how ready the body is for effort, and what training has left in it."""
    value = day.readiness.value if day.readiness else None
    gauge = (
        []
        if value is None
        else [bar(value / 100, theme.READY, f"Readiness, {amount(value)} of 100")]
    )
    return _tile(
        ft.Icons.BOLT,
        theme.READY,
        "Readiness",
        amount(value),
        readiness_sentence(day),
        *gauge,
        muted(training_sentence(day), 12.5),
    )


def steps_tile(day: Day, goals: Goals) -> ft.Container:
    """Show the steps of the day beside their goal."""
    done = fraction(day.steps, goals.daily_steps)
    gauge = (
        [] if done is None else [bar(done, theme.STEPS, f"Steps, {percent(done)} of the goal")]
    )
    return _tile(
        ft.Icons.DIRECTIONS_WALK,
        theme.STEPS,
        "Steps",
        amount(day.steps),
        steps_sentence(day, goals),
        *gauge,
        *(
            []
            if day.distance_m is None
            else [muted(f"Distance {distance_sentence(day)}", 12.5)]
        ),
    )


def goal_tile(day: Day, goals: Goals) -> ft.Container:
    """Show how far the person has come towards their weight."""
    weight, outlook = goal_sentences(day, goals)
    known = goals.progress is not None
    gauge = [bar(goals.progress, theme.WORKOUT, "Progress to the goal")] if known else []
    return _tile(
        ft.Icons.FLAG,
        theme.WORKOUT,
        "Goal progress",
        percent(goals.progress),
        weight,
        *gauge,
        muted(outlook, 12.5),
    )


def _tile(
    icon: ft.IconData, color: str, name: str, number: str, said: str, *more: ft.Control
) -> ft.Container:
    title = ft.Row([tinted_icon(icon, color), muted(name, 13.5, expand=True)], spacing=10)
    known = number != NOT_RECORDED
    figure = text(
        capitalized(number),
        24 if known else 17,
        ft.FontWeight.W_700 if known else ft.FontWeight.W_500,
        color=None if known else ft.Colors.ON_SURFACE_VARIANT,
        semantics_label=f"{name}: {number}",
    )
    return card(ft.Column([title, figure, muted(said, 12.5), *more], spacing=8), expand=True)


def _stages(stages: list[tuple[str, float]]) -> ft.Control:
    parts = [
        ft.Container(
            height=8,
            bgcolor=ft.Colors.with_opacity(STAGE_OPACITY[name], theme.SLEEP),
            expand=max(round(minutes), 1),
        )
        for name, minutes in stages
    ]
    row = ft.Row(list(parts), spacing=2)
    return ft.Container(row, border_radius=4, clip_behavior=ft.ClipBehavior.HARD_EDGE)


def _flow(name: str, value: float | None, most: float | None, color: str) -> ft.Control:
    said = amount(value, "kcal")
    figure = text(said, 12.5, ft.FontWeight.W_600, semantics_label=f"{name}: {said}")
    words = ft.Row(
        [muted(name, 12.5), figure],
        alignment=ft.MainAxisAlignment.SPACE_BETWEEN,
    )
    gauge = bar(fraction(value, most), color, name)
    return ft.Column([words, gauge], spacing=4)
