"""The jobs that the person asked for, over REST."""

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.viewsets import ReadOnlyModelViewSet

from apps.accounts.models import User
from apps.core.api.paging import StablePages
from apps.jobs.models import Job


class JobSerializer(serializers.ModelSerializer[Job]):
    """`done` of `total` pieces of work."""

    class Meta:
        model = Job
        fields = ("id", "title", "state", "done", "total", "error", "created_at", "started_at", "finished_at")


class JobPages(StablePages):
    ordering = ("-created_at", "pk")


class JobViewSet(ReadOnlyModelViewSet[Job]):
    """The person's own jobs, the latest first."""

    serializer_class = JobSerializer
    pagination_class = JobPages
    filterset_fields = ("state",)
    lookup_value_regex = r"[0-9a-f-]{36}"
    queryset = Job.objects.none()

    def get_queryset(self) -> QuerySet[Job]:
        user = self.request.user
        return Job.objects.filter(requested_by=user.pk) if isinstance(user, User) else Job.objects.none()
