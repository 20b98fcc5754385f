"""A small client of the API, of Python alone: all rows of a list, and a change that nobody else's gets lost by.

TOKEN=tb_… python docs/api_client.py https://tongbu.example.org activities type=visit
"""

import json
import os
import sys
from collections.abc import Iterator
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen


class Portal:
    """A portal as the holder of a token sees it."""

    def __init__(self, address: str, token: str) -> None:
        self.address, self.token = address.rstrip("/"), token

    def rows(self, resource: str, **filters: str) -> Iterator[dict[str, Any]]:
        """Every row of a list, page after page."""
        page: str | None = f"{self.address}/api/v1/{resource}/?{urlencode({**filters, 'page_size': 1000})}"
        while page:
            found, _version = self._ask("GET", page)
            yield from found["results"]
            page = found["next"]

    def make(self, resource: str, fields: dict[str, Any], *, key: str) -> dict[str, Any]:
        """A new row; sent again with the same key, the same one."""
        made: dict[str, Any]
        made, _version = self._ask("POST", f"{self.address}/api/v1/{resource}/", fields, {"Idempotency-Key": key})
        return made

    def change(self, address: str, **fields: Any) -> dict[str, Any]:
        """A row with other values in some fields; raises `HTTPError` 412 where somebody was faster."""
        _row, version = self._ask("GET", address)
        changed: dict[str, Any]
        changed, _version = self._ask("PATCH", address, fields, {"If-Match": version})
        return changed

    def _ask(self, method: str, address: str, said: Any = None, headers: dict[str, str] | None = None) -> Any:
        sent = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json", **(headers or {})}
        body = None if said is None else json.dumps(said).encode()
        with urlopen(Request(address, body, sent, method=method)) as answer:  # noqa: S310 - the address is one's own
            return json.load(answer), answer.headers.get("ETag", "")


def main(address: str, resource: str, *filters: str) -> None:
    try:
        for row in Portal(address, os.environ["TOKEN"]).rows(resource, **dict(it.split("=", 1) for it in filters)):
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    except HTTPError as refused:
        sys.exit(f"{refused.code}: {refused.read().decode()}")


if __name__ == "__main__":
    main(*sys.argv[1:])
