"""Metrics in the format of Prometheus, for whoever holds `METRICS_TOKEN`; without one there are none."""

import logging
import os
import time
from collections.abc import Callable, Iterator
from http import HTTPMethod

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import Error
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.utils.module_loading import import_string
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from apps.core.gauges import Gauge
from apps.jobs.broker import broker_answers

logger = logging.getLogger("tongbu.request")

Handler = Callable[[HttpRequest], HttpResponse]

REQUESTS = Counter("tongbu_requests", "Requests that were answered", ["method", "route", "status"])
SECONDS = Histogram(
    "tongbu_request_seconds",
    "How long answers took",
    ["route"],
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60),
)


def measured(get_response: Handler) -> Handler:
    """Count and time every answer, and tell of it in the log: by route, for addresses hold what people search for."""

    def middleware(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = get_response(request)
        _note(request, response.status_code, time.perf_counter() - began)
        return response

    return middleware


def _note(request: HttpRequest, status: int, seconds: float) -> None:
    method = request.method if request.method in HTTPMethod.__members__ else "OTHER"
    route = _route(request)
    if settings.METRICS_TOKEN:
        REQUESTS.labels(method, route, status).inc()
        SECONDS.labels(route).observe(seconds)
    milliseconds = round(seconds * 1000)
    facts = {"method": method, "route": route, "status": status, "milliseconds": milliseconds}
    logger.info("%s %s %d in %d ms", method, route, status, milliseconds, extra={"facts": facts})


def _route(request: HttpRequest) -> str:
    """The name of the page: there are so many and no more, whatever addresses somebody thinks of."""
    if request.resolver_match:
        return request.resolver_match.view_name
    return "static" if request.path.startswith(settings.STATIC_URL) else "none"


def may_read(request: HttpRequest) -> bool:
    """Whether the request brings the token along."""
    token = settings.METRICS_TOKEN
    return bool(token) and constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {token}")


@login_not_required
def metrics(request: HttpRequest) -> HttpResponse:
    """404 without the token, as if there were no such page."""
    if not may_read(request):
        raise Http404
    registry = CollectorRegistry()
    registry.register(Readings())
    return HttpResponse(_counted() + generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _counted() -> bytes:
    """What was counted: by this process, or by all web processes that share a folder of counts (`config.web`)."""
    if not os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        return generate_latest(REGISTRY)
    together = CollectorRegistry()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]
    return generate_latest(together)


class Readings(Collector):
    """What is looked up at the moment of asking."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        read, database = _read_gauges()
        read.append(Gauge("tongbu_database_up", "Whether the database answers", {"": database}))
        read.append(Gauge("tongbu_broker_up", "Whether the broker of jobs answers", {"": broker_answers()}))
        return map(_family, read)


def _read_gauges() -> tuple[list[Gauge], bool]:
    """The readings of all apps, and whether the database gave them."""
    try:
        return [gauge for name in settings.GAUGES for gauge in import_string(name)()], True
    except Error:
        return [], False


def _family(gauge: Gauge) -> GaugeMetricFamily:
    family = GaugeMetricFamily(gauge.name, gauge.explains, labels=[gauge.label] if gauge.label else [])
    for key, value in gauge.values.items():
        family.add_metric([key] if gauge.label else [], float(value))
    return family
