"""A request that is larger than any form takes is not even received."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler


class BoundedUploads(MemoryFileUploadHandler):
    """Small files stay in memory; of too much in one request nothing is stored, signed in or not: 400."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *more: Any, **options: Any) -> None:  # noqa: N803
        if content_length > settings.UPLOAD_MOST_TOGETHER:
            raise RequestDataTooBig(f"{content_length} bytes in one request")
        super().handle_raw_input(input_data, META, content_length, *more, **options)
