"""The small MQTT broker of a house on one machine."""

from infra.mqtt.admission import AskingApi
from infra.mqtt.broker import HouseBroker, Listener
from infra.mqtt.serving import serve

__all__ = ["AskingApi", "HouseBroker", "Listener", "serve"]
