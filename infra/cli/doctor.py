"""``doctor``: what is wrong with this machine, and how to mend it."""

from typing import Annotated

import typer

from infra.environment.doctor import environment_finding, report
from infra.environment.finding import Finding
from infra.environment.machine import machine_findings
from infra.services.addresses import wanted_ports
from infra.services.ports import holder_of, is_free
from infra.services.running import RunningHouse
from infra.settings import own_settings


def register(door: typer.Typer) -> None:
    """Add the command."""
    door.command("doctor")(doctor)


def doctor(
    *,
    fix: Annotated[bool, typer.Option("--fix", help="Run the command that mends it.")] = False,
) -> None:
    """Say what is wrong with this machine and how to mend it."""
    findings = [*machine_findings(), environment_finding(), *port_findings()]
    raise typer.Exit(report(findings, fix=fix))


def port_findings() -> list[Finding]:
    """Say for each port of the house whether it can be had, and who holds it if not."""
    own = own_settings()
    if RunningHouse.find(own.home):
        return [Finding("Ports", is_well=True, says="held by the house that runs here")]
    return [_port(own.bind_host, name, port) for name, port in wanted_ports(own).items()]


def _port(host: str, name: str, port: int) -> Finding:
    free = is_free(host, port)
    choose = f"choose another with PULSEPLATE_{name.upper()}_PORT"
    says = "is free" if free else f"is taken by {holder_of(port)}; stop that, or {choose}"
    return Finding(f"Port {port} of the {name}", free, says)
