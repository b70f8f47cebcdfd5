"""What all tables share."""

from datetime import date, datetime
from typing import Annotated, Any, ClassVar

from sqlalchemy import Date, Float, ForeignKey, Integer, MetaData, String
from sqlalchemy.orm import DeclarativeBase, mapped_column

from infra.database.columns import NAME_LENGTH, Document, Identifier, UtcDateTime

Id = Annotated[str, mapped_column(Identifier, primary_key=True)]
OwnerId = Annotated[
    str, mapped_column(Identifier, ForeignKey("person.id", ondelete="CASCADE"), index=True)
]
OnlyOwnerId = Annotated[
    str,
    mapped_column(Identifier, ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
]
Name = Annotated[str, mapped_column(String(NAME_LENGTH))]


class Base(DeclarativeBase):
    """A table of structured data."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime,
        date: Date,
        float: Float,
        int: Integer,
        str: String,
        dict[str, Any]: Document,
        list[str]: Document,
        list[dict[str, Any]]: Document,
    }
