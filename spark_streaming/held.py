"""Intermediate results that a batch uses more than once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyspark import StorageLevel

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


class Held:
    """Keeps frames as they were computed, cut off from what they were computed of.

    A frame that is merely cached still depends on its tables: every append to one of them
    makes Spark plan and compute it anew. And plans that grow from step to step take longer
    to think about than to run.

    Args:
        is_large: Whether the frames belong on the disk rather than in memory.

    Attributes:
        is_small: Whether a frame is worth one task only; what is made of frames of one task
            needs no exchange between tasks.
    """

    def __init__(self, *, is_large: bool = False, is_small: bool = False) -> None:
        self.is_small = is_small
        self._level = StorageLevel.DISK_ONLY if is_large else StorageLevel.MEMORY_AND_DISK
        self._frames: list[DataFrame] = []

    def hold(self, frame: DataFrame) -> DataFrame:
        """Return the frame, to be computed at its first use and kept until released."""
        whole = frame.coalesce(1) if self.is_small else frame
        kept = whole.localCheckpoint(eager=False, storageLevel=self._level)
        self._frames.append(kept)
        return kept

    def release(self) -> None:
        """Let go of everything."""
        for frame in self._frames:
            frame._jdf.queryExecution().logical().rdd().unpersist(False)  # noqa: SLF001, FBT003 (Spark itself waits for the garbage collector)
        self._frames.clear()
