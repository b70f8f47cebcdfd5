"""Slates, impressions and feedback."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0004"
down_revision = "0003"

document = sa.JSON().with_variant(JSONB(), "postgresql", "cockroachdb")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "feedback",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("recommendation_id", sa.String(length=36), nullable=False),
        sa.Column("slate_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("item_id", sa.String(length=200), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("model_version", sa.String(length=200), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["person.id"],
            name=op.f("fk_feedback_user_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
    )
    op.create_index(op.f("ix_feedback_given_at"), "feedback", ["given_at"], unique=False)
    op.create_index(op.f("ix_feedback_user_id"), "feedback", ["user_id"], unique=False)
    op.create_index(
        op.f("ix_feedback_user_id_given_at"), "feedback", ["user_id", "given_at"], unique=False
    )
    op.create_table(
        "slate",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("model_version", sa.String(length=200), nullable=False),
        sa.Column("context", document, nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["person.id"], name=op.f("fk_slate_user_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slate")),
    )
    op.create_index(op.f("ix_slate_user_id"), "slate", ["user_id"], unique=False)
    op.create_index(
        op.f("ix_slate_user_id_kind_shown_at"),
        "slate",
        ["user_id", "kind", "shown_at"],
        unique=False,
    )
    op.create_table(
        "impression",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("slate_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.String(length=200), nullable=False),
        sa.Column("propensity", sa.Float(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("contributions", document, nullable=False),
        sa.ForeignKeyConstraint(
            ["slate_id"],
            ["slate.id"],
            name=op.f("fk_impression_slate_id_slate"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_impression")),
    )
    op.create_index(op.f("ix_impression_slate_id"), "impression", ["slate_id"], unique=False)


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("impression")
    op.drop_table("slate")
    op.drop_table("feedback")
