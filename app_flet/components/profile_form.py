"""The form for a person's profile."""

from collections.abc import Mapping
from typing import Any

import flet as ft

from app_flet import forms
from app_flet.answers.person import Person
from app_flet.components.basics import card, muted, text
from app_flet.components.change_form import Changed, use_change_form
from app_flet.components.zone import ZoneField
from app_flet.vocabulary import ALLERGENS, DIETS, EQUIPMENT, INJURIES, SEXES


@ft.component
def ProfileForm(person: Person, on_changed: Changed) -> ft.Control:
    """Let the person say who they are, and what advice has to respect."""
    before = as_typed(person)
    change = use_change_form(
        "update_profile",
        before,
        lambda typed: changed(before, typed),
        "Your profile is saved",
        on_changed,
    )
    form = change.form
    return card(
        ft.Column(
            [
                text("Profile", 15.5, ft.FontWeight.W_600),
                *change.general,
                form.text("name", "Your name", ft.Icons.BADGE_OUTLINED),
                ft.Row(
                    [
                        form.text(
                            "birthDate",
                            "Born on",
                            ft.Icons.CAKE_OUTLINED,
                            hint_text="1990-04-02",
                            expand=True,
                        ),
                        form.number("heightCm", "Height", "cm", ft.Icons.HEIGHT),
                    ],
                    spacing=12,
                    vertical_alignment=ft.CrossAxisAlignment.START,
                ),
                form.choice("sex", "Sex, for formulae that ask for it", SEXES),
                ZoneField(form),
                form.text("region", "Country or region", ft.Icons.MAP_OUTLINED),
                ft.Divider(height=1, color=ft.Colors.OUTLINE_VARIANT),
                muted("What you say below is never broken by a recommendation."),
                form.choices("diet", "Diet", DIETS),
                form.choices("allergens", "Allergens", ALLERGENS),
                form.choices("injuries", "Injuries", INJURIES),
                form.choices("equipment", "Equipment at hand", EQUIPMENT),
                change.button,
            ],
            spacing=14,
            horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        )
    )


def as_typed(person: Person) -> dict[str, Any]:
    """Return the profile as the form shows it."""
    profile = person.profile
    return {
        "name": person.name,
        "birthDate": profile.birth_date.isoformat() if profile.birth_date else "",
        "heightCm": forms.written(profile.height_cm),
        "sex": profile.sex,
        "timezone": person.timezone,
        "region": profile.region or "",
        "diet": profile.diet,
        "allergens": profile.allergens,
        "injuries": profile.injuries,
        "equipment": profile.equipment,
    }


def changed(before: Mapping[str, Any], typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was changed in the form, as the graph takes it.

    Raises:
        UnreadableError: something typed can't be read.
    """
    return forms.changes(as_input(before), as_input(typed))


def as_input(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the form shows as the graph takes it.

    Raises:
        UnreadableError: something typed can't be read.
    """
    return {
        "name": str(values["name"]).strip(),
        "birthDate": forms.day(values, "birthDate"),
        "heightCm": forms.number(values, "heightCm"),
        "sex": values["sex"],
        "timezone": str(values["timezone"]).strip().replace(" ", "_"),
        "region": str(values["region"]).strip() or None,
        "diet": values["diet"],
        "allergens": values["allergens"],
        "injuries": values["injuries"],
        "equipment": values["equipment"],
    }
