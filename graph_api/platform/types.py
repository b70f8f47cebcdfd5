"""Keys and imports as a person sees them."""

from datetime import datetime

import strawberry

from graph_api.pages import Node
from schema.people import accounts, imports
from schema.people.imports import ImportState


@strawberry.type(description="A key for a third party; its token was shown once.")
class ApiKey(Node):
    """`prefix` tells it from others."""

    name: str
    prefix: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    revoked_at: datetime | None

    @classmethod
    def of(cls, key: accounts.ApiKey) -> "ApiKey":
        """Show a key."""
        return cls(
            id=strawberry.ID(key.id),
            name=key.name,
            prefix=key.prefix,
            scopes=sorted(key.scopes),
            created_at=key.created_at,
            expires_at=key.expires_at,
            last_used_at=key.last_used_at,
            revoked_at=key.revoked_at,
        )


@strawberry.type(description="A new key; the only time its token is shown.")
class ApiKeyCredentials:
    """Send the token as `Authorization: Bearer …`."""

    api_key: ApiKey
    token: str


@strawberry.type(description="How often one reason refused something of a file.")
class Rejection:
    """With one example."""

    code: str
    count: int
    example: str


@strawberry.type(description="A file, archive or folder that was brought.")
class Import(Node):
    """Counted in samples and records."""

    file_name: str
    state: ImportState
    progress: float = strawberry.field(description="0 to 1.")
    read: int
    accepted: int = strawberry.field(description="New in the lakehouse.")
    duplicates: int = strawberry.field(description="Known already, with the same content.")
    rejected: list[Rejection]
    created_at: datetime
    finished_at: datetime | None
    problem: str | None = strawberry.field(description="Why it failed.")

    @classmethod
    def of(cls, record: imports.ImportRecord) -> "Import":
        """Show an import."""
        return cls(
            id=strawberry.ID(record.id),
            file_name=record.file_name,
            state=record.state,
            progress=record.progress,
            read=record.read,
            accepted=record.accepted,
            duplicates=record.duplicates,
            rejected=[
                Rejection(code=each.code, count=each.count, example=each.example)
                for each in record.rejected
            ],
            created_at=record.created_at,
            finished_at=record.finished_at,
            problem=record.problem,
        )
