"""The app in a desktop window."""

import argparse
import tempfile
from pathlib import Path

import flet as ft

from app_flet.app import app_of
from app_flet.assets import gather

DEFAULT_API = "http://127.0.0.1:8237"


def main() -> None:
    """Open the app on a house: `pulseplate-app --api http://127.0.0.1:8237`."""
    parser = argparse.ArgumentParser(
        prog="pulseplate-app", description="PulsePlate on the desktop"
    )
    parser.add_argument("--api", default=DEFAULT_API, help="the house's address")
    api = parser.parse_args().api
    with tempfile.TemporaryDirectory(prefix="pulseplate-app-") as folder:
        ft.run(app_of(api), assets_dir=str(gather(Path(folder))))


if __name__ == "__main__":
    main()
