"""Profiles, time zones, goals, plans, default options and reference values."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0002"
down_revision = "0001"

document = sa.JSON().with_variant(JSONB(), "postgresql", "cockroachdb")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "default_option",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("segment", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", document, nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", "segment", "version", name=op.f("pk_default_option")),
    )
    op.create_table(
        "reference_value",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("region", sa.String(length=200), nullable=False),
        sa.Column("sex", sa.String(length=200), nullable=False),
        sa.Column("age_from_years", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("age_to_years", sa.Integer(), nullable=True),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("low", sa.Float(), nullable=True),
        sa.Column("middle", sa.Float(), nullable=False),
        sa.Column("high", sa.Float(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint(
            "name",
            "region",
            "sex",
            "age_from_years",
            "version",
            name=op.f("pk_reference_value"),
        ),
    )
    op.create_table(
        "goals",
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("target_weight_kg", sa.Float(), nullable=True),
        sa.Column("weekly_rate_kg", sa.Float(), nullable=True),
        sa.Column("daily_energy_kcal", sa.Float(), nullable=True),
        sa.Column("daily_protein_g", sa.Float(), nullable=True),
        sa.Column("daily_steps", sa.Integer(), nullable=True),
        sa.Column("weekly_workouts", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["person.id"], name=op.f("fk_goals_user_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_goals")),
    )
    op.create_table(
        "person_option",
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("value", document, nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["person.id"],
            name=op.f("fk_person_option_user_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", "name", name=op.f("pk_person_option")),
    )
    op.create_table(
        "planned_session",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("minutes", sa.Float(), nullable=False),
        sa.Column("intensity_met", sa.Float(), nullable=False),
        sa.Column("is_cancelled", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["person.id"],
            name=op.f("fk_planned_session_user_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_session")),
    )
    op.create_index(
        op.f("ix_planned_session_user_id"), "planned_session", ["user_id"], unique=False
    )
    op.create_index(
        op.f("ix_planned_session_user_id_date"),
        "planned_session",
        ["user_id", "date"],
        unique=False,
    )
    op.create_table(
        "profile",
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("sex", sa.String(), nullable=True),
        sa.Column("height_cm", sa.Float(), nullable=True),
        sa.Column("region", sa.String(), nullable=True),
        sa.Column("diet", document, nullable=True),
        sa.Column("allergens", document, nullable=True),
        sa.Column("injuries", document, nullable=True),
        sa.Column("equipment", document, nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["person.id"],
            name=op.f("fk_profile_user_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_profile")),
    )
    op.create_table(
        "time_zone_period",
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["person.id"],
            name=op.f("fk_time_zone_period_user_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", "valid_from", name=op.f("pk_time_zone_period")),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("time_zone_period")
    op.drop_table("profile")
    op.drop_table("planned_session")
    op.drop_table("person_option")
    op.drop_table("goals")
    op.drop_table("reference_value")
    op.drop_table("default_option")
