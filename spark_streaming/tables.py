"""Small tables of what the driver knows, for joining by broadcast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from spark_streaming.bodies import BODY_DAY_COLUMNS
from spark_streaming.frames import small_frame
from spark_streaming.zones import in_javas_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from pyspark.sql import DataFrame, SparkSession

    from spark_streaming.bodies import BodyDay
    from spark_streaming.people import People
    from spark_streaming.priority import Rank

_UNDONE: Final = {"user_id": "STRING", "import_id": "STRING"}
_ZONE: Final = {"user_id": "STRING", "begin_ms": "BIGINT", "end_ms": "BIGINT", "zone": "STRING"}
_RANK: Final = {
    "user_id": "STRING",
    "source_id": "STRING",
    "metric": "STRING",
    "rank": "BIGINT",
}
_DAY: Final = {"user_id": "STRING", "date": "DATE"}


@dataclass(frozen=True)
class SmallTables:
    """Makes frames of what the driver knows."""

    spark: SparkSession

    def undone(self, people: People) -> DataFrame:
        """Return `user_id, import_id` of imports that no longer count."""
        return small_frame(self.spark, _UNDONE, people.undone_imports())

    def zones(self, people: People) -> DataFrame:
        """Return `user_id, begin_ms, end_ms, zone`, as Spark can read zones."""
        zones = in_javas_words(people.zones(), self.spark.sparkContext)
        return small_frame(self.spark, _ZONE, zones)

    def ranks(self, ranks: Iterable[Rank]) -> DataFrame:
        """Return `user_id, source_id, metric, rank`."""
        return small_frame(self.spark, _RANK, ranks)

    def bodies(self, days: Iterable[BodyDay]) -> DataFrame:
        """Return `user_id, date, sex, age_years, weight_kg, resting_cal, missing`."""
        return small_frame(self.spark, BODY_DAY_COLUMNS, days)

    def days(self, days: Iterable[tuple[str, date]]) -> DataFrame:
        """Return `user_id, date`."""
        return small_frame(self.spark, _DAY, sorted(days))
