"""What the graph counts of itself, for Prometheus."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from graphql import FieldNode, OperationDefinitionNode
from prometheus_client import Counter, Gauge, Histogram
from strawberry.extensions import SchemaExtension

from graph_api.entries import at_ms

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from graphql import DocumentNode
    from prometheus_client import CollectorRegistry

DURATIONS_S = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
PUSHES_S = (0.005, 0.01, 0.02, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 15, 60)


class GraphMetrics:
    """The counters of one API process."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.operations = Counter(
            "pulseplate_graph_operations",
            "Operations answered.",
            ["operation", "outcome"],
            registry=registry,
        )
        self.durations = Histogram(
            "pulseplate_graph_duration_seconds",
            "From the operation's arrival to its answer; streams are not among them.",
            ["operation"],
            buckets=DURATIONS_S,
            registry=registry,
        )
        self.followers = Gauge(
            "pulseplate_graph_subscriptions", "Subscriptions open now.", registry=registry
        )
        self.pushes = Histogram(
            "pulseplate_graph_push_latency_seconds",
            "From a reading's own time to its push.",
            buckets=PUSHES_S,
            registry=registry,
        )

    def pushed(self, now: datetime, time_ms: int) -> None:
        """Count a push; a sensor's clock may be ahead of ours."""
        self.pushes.observe(max((now - at_ms(time_ms)).total_seconds(), 0.0))


class CountsOperations(SchemaExtension):
    """Counts one operation, with the counters of the process that answers it."""

    def on_operation(self) -> Iterator[None]:
        """Time what happens between."""
        began = perf_counter()
        yield
        run = self.execution_context
        refused = bool(run.pre_execution_errors)
        document = None if refused else run.graphql_document
        name = operation_label(document, run.operation_name)
        failed = refused or bool(getattr(run.result, "errors", None))
        metrics: GraphMetrics = run.context.metrics
        metrics.operations.labels(name, "error" if failed else "ok").inc()
        if not name.startswith("subscription"):
            metrics.durations.labels(name).observe(perf_counter() - began)


def operation_label(document: DocumentNode | None, chosen: str | None) -> str:
    """Name a valid operation by its kind and first field, whatever clients call theirs.

    So there are as many names as the graph has root fields, and `refused` for all the rest.
    """
    for definition in document.definitions if document else ():
        if not isinstance(definition, OperationDefinitionNode):
            continue
        if chosen and (definition.name is None or definition.name.value != chosen):
            continue
        first = definition.selection_set.selections[0]
        field = first.name.value if isinstance(first, FieldNode) else "fragment"
        return f"{definition.operation.value} {field}"
    return "refused"
