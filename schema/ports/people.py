"""People and what is known of them, each read and write on behalf of an owner.

Every method takes the owner's user id. What belongs to another is `NotFoundError`, exactly as
what does not exist, so that an id tells nothing to a stranger. Each write puts its facts into
the outbox within its own transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from schema.people.accounts import (
        ApiKey,
        ApiKeyCredentials,
        Caller,
        Erasure,
        NewAccount,
        NewApiKey,
        Session,
        SignedIn,
        User,
    )
    from schema.people.advice import (
        Feedback,
        PlannedSession,
        RecommendationKind,
        SlateRecord,
        Verdict,
    )
    from schema.people.defaults import DefaultOption, ReferenceValue
    from schema.people.devices import (
        Device,
        DeviceChange,
        DeviceCredentials,
        NewDevice,
        Source,
        SourceKind,
    )
    from schema.people.profile import (
        Goals,
        GoalsChange,
        Profile,
        ProfileChange,
        TimeZonePeriod,
    )


class Accounts(Protocol):
    """Signing up, in and out, and telling who calls."""

    async def create(self, account: NewAccount) -> User:
        """Make an account with its profile, first time zone, empty goals and manual source.

        Raises:
            InvalidInputError: A field cannot be taken (`login`, `email`, `password`, `name`,
                `timezone`), or login or e-mail is taken.
        """

    async def sign_up(self, account: NewAccount) -> SignedIn:
        """Make an account and open its first session.

        Raises:
            InvalidInputError: As for `create`.
        """

    async def sign_in(self, login: str, password: str) -> SignedIn:
        """Open a session; `login` is the name or the e-mail, in any case.

        Raises:
            UnauthenticatedError: No such pair.
            TooManyAttemptsError: Too many wrong passwords for this login just now.
        """

    async def refresh(self, refresh_token: str) -> SignedIn:
        """Change a refresh token for a new pair.

        Raises:
            UnauthenticatedError: Unknown, expired, revoked, or used before: then the whole
                session is revoked, since one of two holders is not its owner.
        """

    async def sign_out(self, user_id: str, session_id: str) -> None:
        """Revoke the session; its access token ends with it."""

    async def identify(self, token: str) -> Caller:
        """Tell whose an access token, device token or API key is.

        Raises:
            UnauthenticatedError: None of these, or expired or revoked.
        """

    async def user(self, user_id: str) -> User:
        """Return the account.

        Raises:
            NotFoundError: There is none of that id.
        """

    async def find(self, login: str) -> User:
        """Return the account of that login or e-mail; for the command line.

        Raises:
            NotFoundError: There is none.
        """

    async def verify_password(self, user_id: str, password: str) -> bool:
        """Tell whether it is the person's password; counts as an attempt.

        Raises:
            TooManyAttemptsError: Too many wrong ones just now.
        """


class SessionCache(Protocol):
    """A copy of sessions nearer than SQL; it may forget anything at any time."""

    async def get(self, session_id: str) -> Session | None:
        """Return the copy, if there is one."""

    async def put(self, session: Session) -> None:
        """Keep a copy."""

    async def forget(self, session_id: str) -> None:
        """Drop the copy: the session changed."""


class Profiles(Protocol):
    """Who a person is, where they live, and what they want."""

    async def profile(self, user_id: str) -> Profile:
        """Return the profile as it is now."""

    async def update_profile(self, user_id: str, change: ProfileChange) -> Profile:
        """Change the profile from now on; another time zone begins a period.

        Raises:
            InvalidInputError: A field cannot be taken, named in camel case (`heightCm`).
        """

    async def time_zones(self, user_id: str) -> list[TimeZonePeriod]:
        """Return the periods, oldest first."""

    async def goals(self, user_id: str) -> Goals:
        """Return the goals as they are now."""

    async def update_goals(self, user_id: str, change: GoalsChange) -> Goals:
        """Change the goals from now on, and the plan of the days to come with them.

        Raises:
            InvalidInputError: A field cannot be taken, named in camel case.
        """


class Plans(Protocol):
    """What people mean to do, made from their weekly workouts and the default distribution.

    Who has neither said how often they train nor what for has no plan.
    """

    async def plan(self, user_id: str, first: date, last: date) -> list[PlannedSession]:
        """Return what is planned between two days, by day."""

    async def make(self, user_id: str, first: date, last: date) -> list[PlannedSession]:
        """Plan the days between two anew from the goals as they are; return what stands."""

    async def extend(self) -> int:
        """Prolong everybody's plan to four weeks from now; return how many sessions came.

        For a daily schedule; no person may call this.
        """


class Defaults(Protocol):
    """Default options and the reference population."""

    async def options(self, user_id: str) -> list[DefaultOption]:
        """Return each option as it holds for the person, nearest origin first, by name."""

    async def option(self, user_id: str, name: str) -> DefaultOption | None:
        """Return one option as it holds for the person."""

    async def choose(self, user_id: str, name: str, value: object) -> DefaultOption:
        """Set an option for the person alone; null goes back to the segment's.

        Raises:
            InvalidInputError: There is no option of that name.
        """

    async def reference(self, user_id: str) -> list[ReferenceValue]:
        """Return what is usual among people of the person's region, sex and age."""


class Devices(Protocol):
    """A person's devices, sources, and which source is believed first."""

    async def register(self, user_id: str, device: NewDevice) -> DeviceCredentials:
        """Register a device; the token is shown here and never again.

        Raises:
            InvalidInputError: A field cannot be taken.
        """

    async def device(self, user_id: str, device_id: str) -> Device:
        """Return one device.

        Raises:
            NotFoundError: The person has none of that id.
        """

    async def devices(self, user_id: str) -> list[Device]:
        """Return all devices, revoked ones too, oldest first."""

    async def update(self, user_id: str, device_id: str, change: DeviceChange) -> Device:
        """Change a device from now on.

        Raises:
            NotFoundError: The person has none of that id.
            InvalidInputError: A field cannot be taken.
        """

    async def revoke(self, user_id: str, device_id: str) -> Device:
        """Take a device's token away for good; what it sent stays.

        Raises:
            NotFoundError: The person has none of that id.
        """

    async def sources(self, user_id: str) -> list[Source]:
        """Return all sources, oldest first."""

    async def ensure_source(
        self, user_id: str, source_id: str, name: str, kind: SourceKind
    ) -> Source:
        """Return the source, made if this is its first use.

        Raises:
            NotFoundError: The id is another person's.
        """

    async def priorities(self, user_id: str) -> dict[str, list[str]]:
        """Return the sources of each metric that the person ordered, best first."""

    async def set_priority(
        self, user_id: str, metric: str, source_ids: Sequence[str]
    ) -> dict[str, list[str]]:
        """Order the sources of one metric, best first; none: back to the default.

        Raises:
            NotFoundError: One of the sources is not the person's.
            InvalidInputError: Unknown metric, or a source named twice.
        """


class ApiKeys(Protocol):
    """Keys that a person gives to third parties."""

    async def create(self, user_id: str, key: NewApiKey) -> ApiKeyCredentials:
        """Make a key; the token is shown here and never again.

        Raises:
            InvalidInputError: Unknown scope, no name, or an expiry in the past.
        """

    async def keys(self, user_id: str) -> list[ApiKey]:
        """Return all keys, revoked ones too, oldest first."""

    async def revoke(self, user_id: str, key_id: str) -> ApiKey:
        """Take a key away for good.

        Raises:
            NotFoundError: The person has none of that id.
        """


class Slates(Protocol):
    """What was shown, and what the person made of it."""

    async def record(self, slate: SlateRecord) -> None:
        """Keep a slate before it is shown."""

    async def slate(self, user_id: str, slate_id: str) -> SlateRecord:
        """Return a slate.

        Raises:
            NotFoundError: The person was never shown it.
        """

    async def slate_of(self, user_id: str, recommendation_id: str) -> SlateRecord:
        """Return the slate in which a recommendation stands.

        Raises:
            NotFoundError: The person was never shown it.
        """

    async def latest(self, user_id: str, kind: RecommendationKind) -> SlateRecord | None:
        """Return what the person was shown last of a kind."""

    async def give_feedback(
        self, user_id: str, recommendation_id: str, verdict: Verdict, note: str | None = None
    ) -> Feedback:
        """Keep what the person made of a recommendation.

        Raises:
            NotFoundError: The person was never shown it.
        """

    async def feedback(self, user_id: str, first: int = 1000) -> list[Feedback]:
        """Return the person's newest feedback, newest first."""


class FeedbackFeed(Protocol):
    """Everybody's feedback, for who learns from it; no person may call this."""

    async def since(self, given_after: datetime | None, limit: int) -> list[Feedback]:
        """Return feedback given after an instant, oldest first."""

    async def count_since(self, given_after: datetime | None) -> int:
        """Return how much feedback came after an instant."""

    async def segments(self) -> Mapping[str, str]:
        """Return each person's segment: goal, sex, age band (`LOSE_WEIGHT:FEMALE:30-44`)."""


class Erasures(Protocol):
    """The register of who asked to be forgotten; applied again on each replay and restore."""

    async def request(self, user_id: str) -> Erasure:
        """Delete all rows of the person at once, register it, and tell the other stores."""

    async def completed(self, erasure_id: str) -> Erasure:
        """Note that the last store has forgotten.

        Raises:
            NotFoundError: Nobody asked for it.
        """

    async def register(self) -> list[Erasure]:
        """Return all erasures, oldest first."""
