"""The schema of the API as it is served."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import get_language, override
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.settings import spectacular_settings
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.settings import api_settings


class SchemaView(SpectacularAPIView):
    """Follows from the code alone, whoever asks: each process makes it once for each language, version and format."""

    @extend_schema(exclude=True)
    def get(self, request: Request, *_args: Any, **_kwargs: Any) -> HttpResponse:
        asked, version = request.GET.get("lang"), request.GET.get("version")
        language = asked if asked in dict(settings.LANGUAGES) else get_language()
        version = version if version in (api_settings.ALLOWED_VERSIONS or ()) else None
        renderer: BaseRenderer = request.accepted_renderer
        charset = f"; charset={renderer.charset}" if renderer.charset else ""
        name = f"{spectacular_settings.TITLE}{f' ({version})' if version else ''}.{renderer.format}"
        return HttpResponse(
            _written(language or settings.LANGUAGE_CODE, version, type(renderer)),  # type: ignore[arg-type]
            content_type=f"{renderer.media_type}{charset}",
            headers={"Content-Disposition": f'inline; filename="{name}"'},
        )


@lru_cache(maxsize=8)
def _written(language: str, version: str | None, renderer: Callable[[], BaseRenderer]) -> bytes:
    with override(language):
        generator = SchemaGenerator(api_version=version)  # type: ignore[no-untyped-call]
        schema = generator.get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
        made = renderer()
        written: bytes = made.render(schema, made.media_type, {})  # type: ignore[assignment]
        return written
