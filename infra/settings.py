"""Every setting of the house; the only place where they are read."""

import secrets
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, Field, PositiveFloat, PositiveInt, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from infra.environment.places import home_folder
from infra.origins import Origins
from infra.services.running import RunningHouse

Port = Annotated[int, Field(ge=1, le=65535)]
Folder = Annotated[Path, AfterValidator(lambda path: path.expanduser().absolute())]
Servers = Annotated[str, AfterValidator(lambda url: url.removeprefix("kafka://").rstrip("/"))]


def _in_home(name: str) -> Any:
    return Field(default_factory=lambda known: str(known["home"] / name))


class Settings(BaseSettings):
    """What can be set, from ``PULSEPLATE_*`` in the environment.

    A service whose URL is set is somebody else's: the house uses it and does not start
    its own. In a role's process every URL is set, since ``up`` hands it what it chose.
    """

    model_config = SettingsConfigDict(
        env_prefix="PULSEPLATE_",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
    )

    home: Folder = Field(default_factory=home_folder)
    bind_host: str = "127.0.0.1"
    app_port: Port = 8501
    api_port: Port = 8237
    mqtt_port: Port = 1883
    kafka_port: Port = 9092
    redis_port: Port = 6379

    kafka_url: Servers = Field(default_factory=lambda known: f"127.0.0.1:{known['kafka_port']}")
    kafka_replicas: PositiveInt = 1
    redis_url: str = Field(
        default_factory=lambda known: f"redis://127.0.0.1:{known['redis_port']}/0",
    )
    mqtt_url: str = Field(
        default_factory=lambda known: f"mqtt://127.0.0.1:{known['mqtt_port']}",
    )
    database_url: str = Field(
        default_factory=lambda known: f"sqlite:///{known['home'] / 'pulseplate.db'}",
    )
    lake_url: str = _in_home("lake")
    objects_url: str = _in_home("objects")
    spark_master: str = "local[*]"
    api_url: str = Field(
        default_factory=lambda known: f"http://127.0.0.1:{known['api_port']}",
    )
    public_api_url: str = Field(default_factory=lambda known: known["api_url"])
    public_mqtt_url: str = Field(default_factory=lambda known: known["mqtt_url"])
    allowed_origins: Origins = ()

    s3_endpoint: str | None = None
    s3_region: str = "us-east-1"
    s3_access_key: str | None = None
    s3_secret_key: SecretStr | None = None

    token_secret: SecretStr | None = None
    mqtt_bridge_secret: SecretStr | None = None
    access_token_lifetime_s: PositiveInt = 15 * 60
    refresh_token_lifetime_s: PositiveInt = 30 * 24 * 3600

    spark_driver_memory: str = "1g"
    spark_quick_interval_s: PositiveFloat = 2.0
    spark_slow_interval_s: PositiveFloat = 10.0
    spark_upkeep_interval_s: PositiveFloat = 60.0
    retrain_interval_s: PositiveFloat = 24 * 3600.0
    retrain_after_feedback: PositiveInt = 20
    log_level: str = "INFO"

    @property
    def run_folder(self) -> Path:
        """Where a running house keeps its sockets and generated configuration."""
        return self.home / "run"

    @property
    def logs_folder(self) -> Path:
        """Where each service writes its log."""
        return self.home / "logs"

    def is_given(self, name: str) -> bool:
        """Tell whether the setting was set, rather than left to its default."""
        return name in self.model_fields_set


def load_settings() -> Settings:
    """Return the settings of this process.

    The environment wins over the house that runs in the same home, and that over the
    defaults: so ``import`` or ``train`` find the ports which ``up`` chose.
    """
    own = own_settings()
    running = RunningHouse.find(own.home)
    if running is None:
        return own
    unset = running.settings.keys() - own.model_fields_set
    return Settings(**{name: running.settings[name] for name in unset})


def own_settings() -> Settings:
    """Return what the environment and the defaults say, whatever house may be running."""
    return Settings()


def token_secret(settings: Settings) -> str:
    """Return the key that signs tokens: the one set, or the house's own."""
    return _secret(settings.token_secret, settings.home / "secrets" / "token_key")


def mqtt_bridge_secret(settings: Settings) -> str:
    """Return the password by which the bridge signs in to the MQTT broker."""
    return _secret(settings.mqtt_bridge_secret, settings.home / "secrets" / "mqtt_bridge_key")


def _secret(given: SecretStr | None, path: Path) -> str:
    """Return what was given, or the house's own, made at first use for its owner alone.

    Two processes that make it at the same moment agree on one.
    """
    if given is not None:
        return given.get_secret_value()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48), encoding="ascii")
        with suppress(FileExistsError):
            path.hardlink_to(draft)
        draft.unlink()
    return path.read_text(encoding="ascii")
