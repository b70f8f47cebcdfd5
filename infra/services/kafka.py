"""One Kafka broker of our own: KRaft, from its jars, on loopback."""

import shutil
import uuid
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from pathlib import Path

from infra.environment.command import CommandFailedError, answer
from infra.environment.machine import find_java
from infra.environment.places import jars_folder

_PROPERTIES = """\
process.roles=broker,controller
node.id=1
listeners=PLAINTEXT://{host}:{port},CONTROLLER://{host}:{controller_port}
advertised.listeners=PLAINTEXT://{host}:{port}
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
inter.broker.listener.name=PLAINTEXT
controller.listener.names=CONTROLLER
controller.quorum.voters=1@{host}:{controller_port}
log.dirs={data}
auto.create.topics.enable=false
default.replication.factor=1
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
share.coordinator.state.topic.num.partitions=1
group.initial.rebalance.delay.ms=0
# A broker that was killed is registered again only after so long: 9 s unless said otherwise.
broker.session.timeout.ms=2000
broker.heartbeat.interval.ms=500
log.segment.bytes=67108864
log.cleaner.dedupe.buffer.size=8388608
message.max.bytes=8388608
num.network.threads=2
num.io.threads=2
background.threads=2
"""


@dataclass(frozen=True)
class Broker:
    """Where the broker keeps its data and on which loopback ports it listens."""

    folder: Path
    configuration: Path
    host: str
    port: int
    controller_port: int

    def command(self) -> tuple[str, ...]:
        """Return the command that runs the broker."""
        return (*_java("-Xmx256m", "-Xms128m"), "kafka.Kafka", str(self.configuration))

    def prepare(self) -> None:
        """Write the configuration, and format the folder at its first use.

        Formatting happens in a draft, so a folder that is there is a formatted one.
        """
        if not self.folder.exists():
            draft = self.folder.with_name(f".{self.folder.name}.draft")
            shutil.rmtree(draft, ignore_errors=True)
            draft.mkdir(parents=True)
            self._configure(draft)
            self._format()
            draft.rename(self.folder)
        self._configure(self.folder)

    def _configure(self, data: Path) -> None:
        text = _PROPERTIES.format(
            host=self.host,
            port=self.port,
            controller_port=self.controller_port,
            data=data,
        )
        self.configuration.write_text(text, encoding="utf-8")

    def _format(self) -> None:
        cluster = urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
        tool = (*_java("-Xmx128m"), "kafka.tools.StorageTool", "format")
        command = (*tool, f"--cluster-id={cluster}", f"--config={self.configuration}")
        exit_code, said = answer(command)
        if exit_code != 0:
            raise CommandFailedError(command, exit_code, said.splitlines()[-10:])


def _java(*memory: str) -> tuple[str, ...]:
    java = find_java()
    if java is None:
        raise FileNotFoundError("java is missing: see ./pulseplate doctor")
    return (
        java,
        *memory,
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
        "-Dorg.slf4j.simpleLogger.showDateTime=true",
        "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd HH:mm:ss,SSS",
        "-cp",
        f"{jars_folder('kafka')}/*",
    )
