"""One role of the house, run as a process: `python -m infra.roles NAME`."""
