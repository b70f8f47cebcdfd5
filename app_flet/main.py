"""The app in a desktop window."""

import argparse

import flet as ft

from app_flet.app import app_of
from app_flet.assets import ASSETS

DEFAULT_API = "http://127.0.0.1:8237/graphql"


def main() -> None:
    """Open the app on a house: `pulseplate-app --api http://127.0.0.1:8237/graphql`."""
    parser = argparse.ArgumentParser(
        prog="pulseplate-app", description="PulsePlate on the desktop"
    )
    parser.add_argument("--api", default=DEFAULT_API, help="the house's GraphQL address")
    ft.run(app_of(parser.parse_args().api), assets_dir=str(ASSETS))


if __name__ == "__main__":
    main()
