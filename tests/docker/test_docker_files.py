"""What the Docker files promise, read without an engine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from dotenv import dotenv_values

from pgassay.server import docker

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def service() -> dict[str, Any]:
    content = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    return content["services"]["postgres"]  # type: ignore[no-any-return]


def test_the_port_is_open_to_this_machine_only(service: dict[str, Any]) -> None:
    assert service["ports"] == ["127.0.0.1:${POSTGRES_PORT:-5434}:5432"]


def test_there_is_no_default_password(service: dict[str, Any]) -> None:
    assert re.fullmatch(r"\$\{POSTGRES_PASSWORD:\?.+\}", service["environment"]["POSTGRES_PASSWORD"])
    assert dotenv_values(ROOT / ".env.example")["POSTGRES_PASSWORD"] == ""
    assert "PASSWORD" not in (ROOT / docker.CONTEXT / "Dockerfile").read_text()


def test_the_image_is_never_pulled_under_our_name(service: dict[str, Any]) -> None:
    assert service["pull_policy"] == "never"


def test_the_service_is_limited(service: dict[str, Any]) -> None:
    assert service["cap_drop"] == ["ALL"]
    assert {"mem_limit", "pids_limit", "shm_size", "logging", "restart"} <= service.keys()


def test_the_data_are_in_a_volume_above_the_image_s_data_folder(service: dict[str, Any]) -> None:
    (volume,) = service["volumes"]
    mounted = volume.partition(":")[2]
    folder = re.search(r"PGDATA=(\S+)", (ROOT / docker.CONTEXT / "Dockerfile").read_text())
    assert folder is not None
    assert folder[1].startswith(f"{mounted}/${{PG_MAJOR}}/")


def test_what_the_example_comments_out_is_the_default(service: dict[str, Any]) -> None:
    example = (ROOT / ".env.example").read_text()
    offered = dict(re.findall(r"^#(POSTGRES_\w+)=(.*)$", example, flags=re.MULTILINE))
    assert offered == {"POSTGRES_PORT": "5434", "POSTGRES_VERSION": "18", "POSTGRES_IMAGE": "postgres:18-trixie"}
    assert f"${{POSTGRES_VERSION:-{offered['POSTGRES_VERSION']}}}" in service["image"]


@pytest.mark.usefixtures("compose_plugin")
def test_compose_refuses_to_start_without_a_password(tmp_path: Path) -> None:
    shutil.copy(ROOT / "docker-compose.yml", tmp_path)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("POSTGRES_")}
    for password, accepted in ((None, False), ("", False), ("something", True)):
        given = {} if password is None else {"POSTGRES_PASSWORD": password}
        result = subprocess.run(
            ["docker", "compose", "config", "--quiet"],
            cwd=tmp_path,
            env={**environment, **given},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (result.returncode == 0) is accepted
        assert accepted or ".env.example" in result.stderr


def test_an_image_is_named_after_everything_it_is_built_from(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("FROM a\n")
    first = docker._digest_of(tmp_path, {})
    assert docker._digest_of(tmp_path, {}) == first
    assert docker._digest_of(tmp_path, {"POSTGRES_VERSION": "17"}) != first
    (tmp_path / "more.conf").write_text("")
    second = docker._digest_of(tmp_path, {})
    assert second != first
    (tmp_path / "Dockerfile").write_text("FROM b\n")
    assert docker._digest_of(tmp_path, {}) not in (first, second)


def test_the_workflow_runs_nothing_that_can_change_under_it() -> None:
    workflow = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text())
    assert workflow["permissions"] == {"contents": "read"}
    for job in workflow["jobs"].values():
        assert "timeout-minutes" in job
        for step in job["steps"]:
            assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", step.get("uses", "a@" + 40 * "0"))
    assert workflow["jobs"]["postgres"]["strategy"]["matrix"]["postgres"] == ["15", "16", "17", "18"]
