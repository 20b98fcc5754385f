"""Whether the portal works, for whoever watches over it."""

from collections.abc import Callable
from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone

from apps.backups.folder import last_backup
from apps.core.unavailable import AGAIN_AFTER
from apps.jobs.broker import broker_answers
from apps.jobs.services import worker_alive
from apps.portal.metrics import may_read, metrics


@login_not_required
def healthz(_request: HttpRequest) -> JsonResponse:
    """503 only without the database: without broker or worker the pages work and jobs wait.

    `backup_age_hours`: of the last back-up that was restored for a trial; null where there is none.
    """
    try:
        connection.ensure_connection()
        worker = worker_alive()
    except Error:
        return JsonResponse({"database": False}, status=503, headers={"Retry-After": str(AGAIN_AFTER)})
    last = last_backup()
    hours = None if last is None else (timezone.now() - last) // timedelta(hours=1)
    return JsonResponse({"database": True, "broker": broker_answers(), "worker": worker, "backup_age_hours": hours})


def before_sessions(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answers here whoever watches: with a cookie the session would be looked for in the database first."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path_info == reverse("portal:healthz"):
            return healthz(request)
        if request.path_info == reverse("portal:metrics") and may_read(request):
            return metrics(request)
        return get_response(request)

    return middleware
