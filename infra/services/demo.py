"""How far the demo people's history has been loaded."""

import json

import redis


class DemoProgress:
    """Reads what the demo role says of itself in the live store."""

    def __init__(self, redis_url: str) -> None:
        self._store = redis.Redis.from_url(redis_url, socket_timeout=1.0)

    def sentence(self) -> str:
        """Say how far it is; nothing while there is nothing to say."""
        try:
            said = self._store.get("demo:progress")
        except redis.RedisError:
            return ""
        if not isinstance(said, bytes):
            return ""
        progress = json.loads(said)
        return f"Demo: {progress['message']} ({progress['done']} of {progress['total']})"
