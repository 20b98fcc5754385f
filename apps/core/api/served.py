"""The schema of the API as it is served."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import get_language, override
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.settings import spectacular_settings
from drf_spectacular.views import SpectacularAPIView
from drf_spectacular.utils import extend_schema
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.settings import api_settings


class SchemaView(SpectacularAPIView):
    """Follows from the code alone, whoever asks: each process makes it once for each language, version and format."""

    @extend_schema(exclude=True)
    def get(self, request: Request, *_args: Any, **_kwargs: Any) -> HttpResponse:
        asked, version = request.GET.get("lang"), request.GET.get("version")
        language = asked if asked in dict(settings.LANGUAGES) else get_language()
        version = version if version in api_settings.ALLOWED_VERSIONS else None
        renderer: BaseRenderer = request.accepted_renderer  # type: ignore[attr-defined]
        charset = f"; charset={renderer.charset}" if renderer.charset else ""
        name = f"{spectacular_settings.TITLE}{f' ({version})' if version else ''}.{renderer.format}"
        return HttpResponse(
            _written(language or settings.LANGUAGE_CODE, version, type(renderer)),
            content_type=f"{renderer.media_type}{charset}",
            headers={"Content-Disposition": f'inline; filename="{name}"'},
        )


@lru_cache(maxsize=8)
def _written(language: str, version: str | None, renderer: type[BaseRenderer]) -> bytes:
    with override(language):
        schema = SchemaGenerator(api_version=version).get_schema(request=None, public=True)
        written: bytes = renderer().render(schema, renderer.media_type, {})
        return written
