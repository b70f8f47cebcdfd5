"""How the services of a house are shown on a screen."""

from rich.table import Table

from infra.services.states import HouseState, memory_mb

_COLOURS = {
    "running": "green",
    "external": "green",
    "starting": "yellow",
    "restarting": "red",
    "unreachable": "red",
}


def services_table(house: HouseState, *, with_memory: bool = False) -> Table:
    """Return one row a service, with the sum of their memory if it is wanted."""
    held = {s.name: memory_mb(s.pid) if with_memory else None for s in house.services}
    table = Table(box=None, pad_edge=False, show_footer=with_memory)
    table.add_column("service", footer="together")
    table.add_column("state")
    table.add_column("process", justify="right")
    if with_memory:
        total = sum(mb for mb in held.values() if mb is not None)
        table.add_column("memory MB", footer=f"{total:.0f}", justify="right")
    table.add_column("address", overflow="fold")
    for service in house.services:
        colour = _COLOURS.get(service.state, "dim")
        mb = held[service.name]
        memory = [f"{mb:.0f}" if mb is not None else ""] if with_memory else []
        process = str(service.pid) if service.pid else ""
        state = f"[{colour}]{service.state}[/]"
        table.add_row(service.name, state, process, *memory, service.address or "")
    return table
