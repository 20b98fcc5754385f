"""What runs in production is what `make run` runs: docker-compose.yml beside the Procfile and the settings."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from tests.services.processes import COMMANDS

ROOT = Path(settings.BASE_DIR)


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    return read


def variables() -> set[str]:
    """The environment variables that the portal reads."""
    code = "".join(file.read_text() for file in (ROOT / "config").glob("*.py"))
    return set(re.findall(r"\benv\.\w+\(\s*\"(\w+)\"", code))


def test_the_services_run_the_commands_of_the_procfile(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert {name: services[name]["command"] for name in COMMANDS} == COMMANDS


def test_the_image_serves_pages_by_itself() -> None:
    command = json.dumps(shlex.split(COMMANDS["web"]))
    assert f"CMD {command}" in (ROOT / "Dockerfile").read_text().splitlines()


def test_every_process_gets_the_same_environment_and_waits_for_the_migrations(compose: dict[str, Any]) -> None:
    services = compose["services"]
    for name in COMMANDS:
        assert services[name]["environment"] == services["migrate"]["environment"]
        assert services[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
        assert services[name]["volumes"] == ["data:/data"]
    assert services["migrate"]["depends_on"] == {"database": {"condition": "service_healthy"}}


def test_every_service_has_a_health_check_and_every_volume_and_network_name_exists(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert [name for name in services if name != "migrate" and "healthcheck" not in services[name]] == []
    environment = services["web"]["environment"]
    hosts = {re.split(r"[:/]", environment[name].rpartition("@")[2].removeprefix("redis://"))[0] for name in URLS}
    assert hosts <= set(services)
    used = {volume.partition(":")[0] for service in services.values() for volume in service.get("volumes", [])}
    assert used == set(compose["volumes"])


URLS = ("DATABASE_URL", "REDIS_URL")


def test_what_compose_sets_is_read_and_what_is_secret_must_be_given(compose: dict[str, Any]) -> None:
    environment = compose["services"]["web"]["environment"]
    assert set(environment) <= variables()
    for name in ("SECRET_KEY", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS"):
        assert environment[name].startswith(f"${{{name}:?")
    assert "${POSTGRES_PASSWORD:?" in environment["DATABASE_URL"]


@pytest.mark.parametrize("readme", ["README.md", "README.zh-hans.md"])
def test_the_readme_explains_every_variable_that_the_portal_reads(readme: str) -> None:
    first_cells = [line.split("|")[1] for line in (ROOT / readme).read_text().splitlines() if line.startswith("| `")]
    assert set(re.findall(r"`([A-Z_]{4,})`", "".join(first_cells))) == variables()
