"""Files of other houses: one decoder a file, each declaring what it covers."""

from ingestion.formats.fitbit import FITBIT
from ingestion.formats.table import Table, TableFormat

FORMATS: tuple[TableFormat, ...] = (*FITBIT,)

__all__ = ["FORMATS", "Table", "TableFormat", "recognise"]


def recognise(head: str) -> TableFormat | None:
    """Return the format of a file that begins so; null where no decoder knows it."""
    return next((known for known in FORMATS if known.recognises(head)), None)
