"""The root of the API: what there is."""

from collections.abc import Mapping

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView


class RootView(APIView):
    """The addresses of everything that the API offers, by name."""

    #: The names of the routes, by what they are called here.
    routes: Mapping[str, str] = {}

    @extend_schema(responses={200: {"type": "object", "additionalProperties": {"type": "string", "format": "uri"}}})
    def get(self, request: Request) -> Response:
        return Response({name: reverse(route, request=request) for name, route in self.routes.items()})
