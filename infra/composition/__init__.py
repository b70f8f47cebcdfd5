"""From settings to objects: the only place where the parts of the house are put together.

Each part is made when it is first asked for, so a role pays, and loads, for what it uses.
"""

from infra.composition.house import House

__all__ = ["House"]
