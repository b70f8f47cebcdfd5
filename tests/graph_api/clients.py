"""People at the graph."""

from dataclasses import dataclass
from typing import Any

import httpx


@dataclass
class Client:
    """Somebody at the graph, with a token or without."""

    http: httpx.AsyncClient
    token: str | None = None
    user_id: str = ""

    async def answer(self, query: str, **variables: Any) -> dict[str, Any]:
        """Return the whole answer."""
        headers = {"authorization": f"Bearer {self.token}"} if self.token else {}
        body = {"query": query, "variables": variables}
        response = await self.http.post("/graphql", json=body, headers=headers)
        return response.json()

    async def data(self, query: str, **variables: Any) -> Any:
        """Return the answer's data; an error fails the test."""
        answer = await self.answer(query, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    async def code(self, query: str, **variables: Any) -> str:
        """Return the code of the answer's first error."""
        return (await self.answer(query, **variables))["errors"][0]["extensions"]["code"]

    def with_token(self, token: str) -> "Client":
        return Client(self.http, token, self.user_id)


SIGN_UP = """
mutation ($input: SignUpInput!) {
  signUp(input: $input) {
    ... on Session { accessToken refreshToken user { id } }
    ... on Problem { code message field }
  }
}
"""


async def signed_up(nobody, login, zone="Europe/Rome"):
    account = {
        "login": login,
        "email": f"{login}@example.com",
        "password": "password1",
        "name": login.title(),
        "timezone": zone,
    }
    session = (await nobody.data(SIGN_UP, input=account))["signUp"]
    return Client(nobody.http, session["accessToken"], session["user"]["id"])
