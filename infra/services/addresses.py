"""Where each service of a house is reached: as it was set, or where ours will listen."""

from typing import Any

from pydantic import SecretStr

from infra.services.ports import LOOPBACK, free_port, require_free
from infra.settings import Settings

_REPLACEABLE = ("kafka", "redis", "mqtt")


def external_services(own: Settings) -> list[str]:
    """Return the services that are somebody else's, because their URL is set."""
    return [name for name in _REPLACEABLE if own.is_given(f"{name}_url")]


def wanted_ports(own: Settings) -> dict[str, int]:
    """Return the ports on which the house has to listen, by the name of the service."""
    external = external_services(own)
    wanted = {"app": own.app_port, "api": own.api_port}
    if "mqtt" not in external:
        wanted["mqtt"] = own.mqtt_port
    for name in ("kafka", "redis"):
        if own.is_given(f"{name}_port") and name not in external:
            wanted[name] = getattr(own, f"{name}_port")
    return wanted


def resolve(own: Settings) -> Settings:
    """Settle every address of the house.

    Args:
        own: What the environment and the defaults say.

    Returns:
        The same, with a port for each service of ours that may pick one.

    Raises:
        PortTakenError: somebody listens on a port that the house was told to use.
    """
    wanted = wanted_ports(own)
    require_free(own.bind_host, wanted)
    chosen = {
        f"{name}_port": free_port(LOOPBACK)
        for name in ("kafka", "redis")
        if name not in wanted and name not in external_services(own)
    }
    given = own.model_dump(include=own.model_fields_set)
    return Settings.model_validate({**given, **chosen})


def said_as_text(settings: Settings) -> dict[str, Any]:
    """Return every setting that isn't a secret, in a form that JSON can hold."""
    return {
        name: value
        for name, value in settings.model_dump(mode="json").items()
        if value is not None and not isinstance(getattr(settings, name), SecretStr)
    }


def as_environment(settings: Settings) -> dict[str, str]:
    """Return the settings as the variables that a role reads them from."""
    return {f"PULSEPLATE_{name.upper()}": str(v) for name, v in said_as_text(settings).items()}
