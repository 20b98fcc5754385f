"""Whether the portal works, for whoever watches over it."""

from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.http import HttpRequest, JsonResponse

from apps.jobs.broker import broker_answers
from apps.jobs.services import worker_alive


@login_not_required
def healthz(_request: HttpRequest) -> JsonResponse:
    """503 only without the database: without broker or worker the pages work and jobs wait."""
    try:
        connection.ensure_connection()
        worker = worker_alive()
    except Error:
        return JsonResponse({"database": False}, status=503)
    return JsonResponse({"database": True, "broker": broker_answers(), "worker": worker})
