"""People and what is known of them, each read and write on behalf of an owner.

Every method takes the owner's user id. What belongs to another is `NotFoundError`, exactly as
what does not exist, so that an id tells nothing to a stranger. Each write puts its facts into
the outbox within its own transaction.
"""

from schema.ports.people.accounts import Accounts, ApiKeys, Erasures, SessionCache
from schema.ports.people.devices import Devices
from schema.ports.people.profiles import Defaults, Plans, Profiles
from schema.ports.people.slates import FeedbackFeed, Slates

__all__ = [
    "Accounts",
    "ApiKeys",
    "Defaults",
    "Devices",
    "Erasures",
    "FeedbackFeed",
    "Plans",
    "Profiles",
    "SessionCache",
    "Slates",
]
