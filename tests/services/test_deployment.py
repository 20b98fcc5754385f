"""What runs in production is what `make run` runs: docker-compose.yml beside the Procfile and the settings."""

import json
import re
import shlex
import shutil
import subprocess
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
        assert services[name]["volumes"] == ["data:/data", SCRATCH]
        assert services[name]["env_file"] == ".env"
    assert services["migrate"]["depends_on"] == {"database": {"condition": "service_healthy"}}


def test_every_service_has_a_health_check_and_every_volume_and_network_name_exists(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert [name for name in services if name != "migrate" and "healthcheck" not in services[name]] == []
    environment = services["web"]["environment"]
    hosts = {re.split(r"[:/]", environment[name].rpartition("@")[2].removeprefix("redis://"))[0] for name in URLS}
    assert hosts <= set(services)
    mounted = [volume for service in services.values() for volume in service.get("volumes", [])]
    # Those with a path are a container's own, or a folder of this machine.
    assert {volume.partition(":")[0] for volume in mounted if volume[0] not in "./"} == set(compose["volumes"])
    assert {network for service in services.values() for network in service["networks"]} == set(compose["networks"])


def test_every_service_may_do_as_little_as_it_needs(compose: dict[str, Any]) -> None:
    added = {name: service["cap_add"] for name, service in compose["services"].items() if "cap_add" in service}
    assert added == {"proxy": ["NET_BIND_SERVICE"]}
    for name, service in compose["services"].items():
        assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"]), name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service["mem_limit"], name
        assert service["pids_limit"], name
        # Those that are built say so in the Dockerfile.
        assert "build" in service or service["user"] != "0", name
    stages = (ROOT / "Dockerfile").read_text().split("\nFROM ")[1:]
    users = {re.split(r"\s", stage.partition(" AS ")[2])[0]: "\nUSER tongbu\n" in stage for stage in stages}
    assert {name for name, own in users.items() if own} == {"proxy", "portal"}


def test_only_the_proxy_is_reached_from_outside_and_the_database_reaches_nobody(compose: dict[str, Any]) -> None:
    services = compose["services"]
    published = {name: service["ports"] for name, service in services.items() if "ports" in service}
    assert set(published) == {"proxy", "web"}
    assert all(port.startswith("127.0.0.1:") for port in published["web"])
    assert services["database"]["networks"] == services["broker"]["networks"] == ["inside"]
    assert compose["networks"]["inside"] == {"internal": True}


#: On the disk and the container's own.
SCRATCH = "/tmp"  # noqa: S108
URLS = ("DATABASE_URL", "REDIS_URL")


def test_what_compose_sets_is_read_and_what_is_secret_must_be_given(compose: dict[str, Any]) -> None:
    environment = compose["services"]["web"]["environment"]
    assert set(environment) <= variables()
    for name in ("SECRET_KEY", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS"):
        assert environment[name].startswith(f"${{{name}:?")
    assert "${POSTGRES_PASSWORD:?" in environment["DATABASE_URL"]


def test_the_example_explains_every_variable_of_compose_and_no_other(compose: dict[str, Any]) -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    asked = set(re.findall(r"\$\{([A-Z_]+)[:}]", text))
    lines = (ROOT / ".env.example").read_text().splitlines()
    explained = [found[1] for line in lines if (found := re.match(r"#?([A-Z_]+)=", line))]
    assert asked - set(explained) == set()
    assert set(explained) - asked - variables() == set()
    assert len(explained) == len(set(explained))
    # What must be given stands there to be filled in, the rest as a remark.
    needed = set(re.findall(r"\$\{([A-Z_]+):\?", text))
    open_ = {line.partition("=")[0] for line in lines if re.match(r"[A-Z_]+=", line)}
    assert needed <= open_


def test_the_proxy_knows_each_kind_of_certificate_and_is_given_what_it_reads(compose: dict[str, Any]) -> None:
    said = (ROOT / "deploy" / "Caddyfile").read_text()
    read = set(re.findall(r"\{\$([A-Z_]+)\}", said))
    assert read <= set(compose["services"]["proxy"]["environment"])
    assert set(re.findall(r"^\((\w+)\)", said, re.MULTILINE)) == {"public", "internal", "own"}


# --- Without containers -----------------------------------------------------------------------------------

UNITS = sorted((ROOT / "deploy" / "systemd").glob("*.service"))
HAS_SYSTEMD = shutil.which("systemd-analyze") is not None
needs_systemd = pytest.mark.skipif(not HAS_SYSTEMD, reason="no systemd-analyze on this machine")


def test_systemd_runs_the_commands_of_the_procfile() -> None:
    started = {}
    for unit in UNITS:
        (line,) = [line for line in unit.read_text().splitlines() if line.startswith("ExecStart=")]
        started[unit.stem.removeprefix("tongbu-")] = line.removeprefix("ExecStart=/opt/tongbu/.venv/bin/")
    assert started == COMMANDS


@pytest.fixture
def units(tmp_path: Path) -> list[str]:
    """The units as they would stand on a machine whose portal lies in this folder."""
    (tmp_path / "bin").mkdir()
    for name in ("python", "celery"):
        (tmp_path / "bin" / name).symlink_to(shutil.which("true") or "/bin/true")
    for unit in (ROOT / "deploy" / "systemd").iterdir():
        said = (
            unit.read_text().replace("/opt/tongbu/.venv/bin", f"{tmp_path}/bin").replace("/opt/tongbu", str(tmp_path))
        )
        (tmp_path / unit.name).write_text(said)
    return [str(path) for path in tmp_path.iterdir() if path.is_file()]


@needs_systemd
def test_systemd_finds_nothing_wrong_with_the_units(units: list[str]) -> None:
    found = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True)
    assert (found.returncode, found.stderr) == (0, "")


@needs_systemd
def test_the_units_are_closed_to_what_they_do_not_need(units: list[str]) -> None:
    for unit in units:
        if unit.endswith(".service"):
            command = ["systemd-analyze", "security", "--offline=true", "--threshold=20", "--no-pager", unit]
            found = subprocess.run(command, capture_output=True, text=True)
            assert found.returncode == 0, found.stdout.splitlines()[-1]


@pytest.mark.parametrize("readme", ["README.md", "README.zh-hans.md"])
def test_the_readme_explains_every_variable_that_the_portal_reads(readme: str) -> None:
    first_cells = [line.split("|")[1] for line in (ROOT / readme).read_text().splitlines() if line.startswith("| `")]
    assert set(re.findall(r"`([A-Z_]{4,})`", "".join(first_cells))) == variables()
