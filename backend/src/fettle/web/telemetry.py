"""Telemetry: structured logs, Prometheus metrics, and traces and faults where they are configured."""

import logging
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, Protocol, TextIO, cast

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest, start_http_server
from psycopg_pool import AsyncConnectionPool

from fettle import __version__
from fettle.config import Settings

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
TAGS = ("tenant", "user", "request", "operation")
FLUSH_SECONDS = 5
_unsent: list[Callable[[], object]] = []
"""What still has to be sent before the process ends, as functions that do it."""
SECRET_WORDS = ("password", "token", "secret", "authorization", "hash")


class Unfailing:
    """A stream whose failures are nobody's problem: a full disk must not end a request that has been done."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        """Write, or lose, `text`."""
        with suppress(OSError, ValueError):
            self._stream.write(text)

    def flush(self) -> None:
        """Flush, or lose, what was written."""
        with suppress(OSError, ValueError):
            self._stream.flush()


def configure(settings: Settings) -> None:
    """Set up logging for the process, and traces and Sentry where their settings are given."""
    renderer: Any = structlog.processors.JSONRenderer()
    if settings.log_format == "console":
        renderer = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _without_secrets,
        *([] if settings.sentry_dsn is None else [_to_sentry]),
    ]
    output = cast(TextIO, Unfailing(sys.stderr))
    level = logging.getLevelNamesMapping()[settings.log_level.upper()]
    formatting = [] if settings.log_format == "console" else [structlog.processors.format_exc_info]
    structlog.configure(
        processors=[*shared, *formatting, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(output),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(output)
    processors = [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *formatting, renderer]
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=processors))
    logging.basicConfig(handlers=[handler], level=max(level, logging.WARNING), force=True)
    # It quotes the database word for word, with rows and values; what matters reaches us as an exception.
    logging.getLogger("psycopg").setLevel(logging.CRITICAL)
    logging.getLogger("psycopg.pool").setLevel(max(level, logging.WARNING))
    if settings.sentry_dsn is not None:
        _report_faults(settings, settings.sentry_dsn.get_secret_value())
    if settings.otlp_endpoint is not None:
        _export_traces(str(settings.otlp_endpoint))


# What follows takes a third of a second to load, so only those who configured it wait for it.
# ruff: noqa: PLC0415


def _report_faults(settings: Settings, dsn: str) -> None:
    import sentry_sdk

    sentry_sdk.init(
        dsn,
        release=__version__,
        environment=settings.environment,
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        # What is a fault is ours to say (`_to_sentry`): a refusal, which the integrations would send, is not.
        default_integrations=False,
        auto_enabling_integrations=False,
    )
    _unsent.append(lambda: sentry_sdk.flush(timeout=FLUSH_SECONDS))


def _export_traces(endpoint: str) -> None:
    from opentelemetry import trace
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    provider = TracerProvider(resource=Resource.create({"service.name": "fettle", "service.version": __version__}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=endpoint)))
    trace.set_tracer_provider(provider)
    _unsent.append(lambda: provider.force_flush(FLUSH_SECONDS * 1000))


def flush() -> None:
    """Send what has not been sent yet, before the process ends."""
    for send in _unsent:
        send()


def _without_secrets(_logger: Any, _method: str, event: Any) -> Any:
    for key, value in event.items():
        if any(word in key.lower() for word in SECRET_WORDS):
            event[key] = "[hidden]"
        elif isinstance(value, dict):
            event[key] = _without_secrets(_logger, _method, dict(value))
    return event


def _to_sentry(_logger: Any, _method: str, event: Any) -> Any:
    if isinstance(event.get("exc_info"), BaseException):
        import sentry_sdk

        tags = {key: value for key, value in event.items() if key in TAGS}
        sentry_sdk.capture_exception(event["exc_info"], tags=tags)
    return event


class Figure(Protocol):
    """One number about the queue."""

    @property
    def measure(self) -> str:
        """Which gauge."""

    @property
    def label(self) -> str:
        """Of what, or empty."""

    @property
    def value(self) -> float:
        """How much."""


class Metrics:
    """The Prometheus metrics of this process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.seconds = Histogram(
            "fettle_request_seconds",
            "Seconds from request to answer",
            ["operation", "method", "status"],
            buckets=BUCKETS,
            registry=self.registry,
        )
        self.refusals = Counter("fettle_refusals", "Answers from 400 on", ["status"], registry=self.registry)
        self.refused_entries = Counter(
            "fettle_refused_entries",
            "Good tokens of those who may not enter any more",
            ["reason"],
            registry=self.registry,
        )
        self.connections = Gauge("fettle_database_connections", "Connections", ["state"], registry=self.registry)
        self.queue = {
            "jobs": Gauge("fettle_jobs", "Background jobs", ["state"], registry=self.registry),
            "oldest": Gauge("fettle_job_oldest_seconds", "How long the oldest has been ready", registry=self.registry),
            "workers": Gauge("fettle_workers", "Workers that gave a sign of late", registry=self.registry),
            "lag": Gauge("fettle_follower_lag", "Transactions not told yet", ["follower"], registry=self.registry),
        }

    def watch(self, name: str, words: str, count: Callable[[], float]) -> None:
        """Show what `count` says, whenever somebody looks."""
        Gauge(name, words, registry=self.registry).set_function(count)

    def observe(self, operation: str, method: str, status: int, seconds: float) -> None:
        """Count one request."""
        self.seconds.labels(operation, method, str(status)).observe(seconds)
        if status >= 400:
            self.refusals.labels(str(status)).inc()

    def refused_entry(self, reason: str) -> None:
        """Count one try to enter with what was taken away."""
        self.refused_entries.labels(reason).inc()

    def observe_queue(self, figures: Iterable[Figure]) -> None:
        """Show how the queue is doing."""
        for figure in figures:
            gauge = self.queue[figure.measure]
            (gauge.labels(figure.label) if figure.label else gauge).set(figure.value)

    def exposition(self, pool: AsyncConnectionPool[Any]) -> bytes:
        """All metrics in Prometheus' text format."""
        stats = pool.get_stats()
        for state, key in (("open", "pool_size"), ("idle", "pool_available"), ("waiting", "requests_waiting")):
            self.connections.labels(state).set(stats.get(key, 0))
        return generate_latest(self.registry)


class WorkerMetrics:
    """The Prometheus metrics of a worker, at a port of its own where one is set."""

    def __init__(self, port: int | None) -> None:
        self.registry = CollectorRegistry()
        self.seconds = Histogram(
            "fettle_job_seconds",
            "Seconds that a job took",
            ["job", "outcome"],
            buckets=(*BUCKETS, 60, 300),
            registry=self.registry,
        )
        if port is not None:
            start_http_server(port, registry=self.registry)

    def observe(self, job: str, outcome: str, seconds: float) -> None:
        """Count one job."""
        self.seconds.labels(job, outcome).observe(seconds)
