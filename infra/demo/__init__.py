"""The demo: people who do not exist, with ninety days behind them and sensors that go on."""

from infra.demo.running import run_demo

__all__ = ["run_demo"]
