"""The image, the throwaway container and the Compose service, on a real engine."""

from __future__ import annotations

import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from docker_project import PASSWORD, DockerProject
from pgassay import server
from pgassay.errors import ServerError
from pgassay.server import docker

if TYPE_CHECKING:
    from docker import DockerClient
    from docker.models.containers import Container

pytestmark = pytest.mark.engine


def container_of(engine: DockerClient, project: DockerProject) -> Container:
    (found,) = engine.containers.list(all=True, filters={"label": f"pgassay.project={project.root}"})
    return found


def show(conninfo: str, query: str) -> object:
    with psycopg.connect(conninfo) as connection:
        row = connection.execute(query.encode()).fetchone()
        assert row is not None
        return row[0]


def test_the_image_has_what_migrations_and_tests_ask_for(engine_project: DockerProject) -> None:
    throwaway = server.throwaway(engine_project.settings, docker=True)
    clone = throwaway.clone()
    with psycopg.connect(clone) as connection:
        for name in ("vector", "pgtap", "pg_stat_statements", "btree_gist", "pg_trgm", "pgcrypto", "unaccent"):
            connection.execute(f"create extension {name}".encode())
        assert connection.execute("select count(*) from pg_stat_statements").fetchone()
    assert show(clone, "select lower('ÉTÉ')") == "été"
    assert show(clone, "select 'B' < 'a'") is True
    throwaway.drop(clone)


def test_the_throwaway_container_keeps_to_itself(engine_project: DockerProject, engine: DockerClient) -> None:
    conninfo = docker.throwaway(engine_project.settings)
    container = container_of(engine, engine_project)
    assert [binding["HostIp"] for binding in container.ports["5432/tcp"]] == ["127.0.0.1"]
    assert container.exec_run("id --user --name").output.decode().strip() == "postgres"
    assert "tmpfs" in container.exec_run("stat --file-system --format=%T /var/lib/postgresql").output.decode()
    assert show(conninfo, "show fsync") == "off"
    password = str(conninfo_to_dict(conninfo)["password"])
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(conninfo.replace(password, "guessed"))
    assert password not in container.logs().decode()
    assert password not in str(container.top()["Processes"])


def test_there_is_one_container_however_many_ask(engine_project: DockerProject, engine: DockerClient) -> None:
    settings = engine_project.settings
    with ThreadPoolExecutor(4) as pool:
        answers = set(pool.map(lambda _: docker.throwaway(settings), range(4)))
    assert len(answers) == 1
    first = container_of(engine, engine_project)

    docker.throwaway(replace(settings, preload=("pg_stat_statements", "auto_explain")))
    second = container_of(engine, engine_project)
    assert second.id != first.id

    second.kill()
    conninfo = docker.throwaway(settings)
    assert container_of(engine, engine_project).id != second.id
    assert show(conninfo, "show shared_preload_libraries") == "pg_stat_statements"

    assert docker.stop(settings) is True
    assert docker.stop(settings) is False


def test_a_server_that_does_not_start_says_why(engine_project: DockerProject, engine: DockerClient) -> None:
    settings = replace(engine_project.settings, preload=("no_such_library",))
    with pytest.raises(ServerError, match='could not access file "no_such_library"'):
        docker.throwaway(settings)
    assert not engine.containers.list(all=True, filters={"label": f"pgassay.project={engine_project.root}"})


def test_an_image_that_cannot_be_built_says_why(engine_project: DockerProject) -> None:
    dockerfile = engine_project.root / docker.CONTEXT / "Dockerfile"
    dockerfile.write_text("ARG BASE_IMAGE\nFROM ${BASE_IMAGE}\nRUN echo no such package >&2; exit 7\n")
    with pytest.raises(ServerError, match="cannot be built from") as caught:
        docker.throwaway(engine_project.settings)
    assert "no such package" in caught.value.what
    assert "returned a non-zero code: 7" in caught.value.what
    assert "POSTGRES_IMAGE" in (caught.value.hint or "")


@pytest.mark.usefixtures("compose_plugin")
def test_the_service_is_a_development_server(engine_project: DockerProject, engine: DockerClient) -> None:
    settings = engine_project.settings
    found = server.development(settings, docker=True)
    assert PASSWORD not in found.address
    assert found.address.endswith("/assayed")
    assert show(found.conninfo, "show fsync") == "on"
    with psycopg.connect(found.conninfo) as connection:
        connection.execute("create table kept as select 1 as one")

    (container,) = engine.containers.list(filters={"label": "com.docker.compose.service=postgres", "name": "test"})
    assert PASSWORD not in str(container.top()["Processes"])
    assert server.stop(settings, docker=True) == ["stopped the Docker Compose service"]
    assert server.stop(settings, docker=True) == []
    container.remove(v=True)

    again = server.development(settings, docker=True)
    assert show(again.conninfo, "select one from kept") == 1

    variables = (engine_project.root / ".env").read_text()
    (engine_project.root / ".env").write_text(variables.replace(PASSWORD, "another"))
    with pytest.raises(ServerError, match="password authentication failed") as caught:
        server.development(engine_project.settings, docker=True)
    assert "docker compose down --volumes" in (caught.value.hint or "")


@pytest.mark.usefixtures("compose_plugin")
def test_a_port_that_is_taken_is_said(engine_project: DockerProject) -> None:
    settings = engine_project.settings
    port = int((settings.dotenv or {})["POSTGRES_PORT"])
    with socket.create_server(("127.0.0.1", port)), pytest.raises(ServerError, match=f"127.0.0.1:{port}") as caught:
        server.development(settings, docker=True)
    assert "POSTGRES_PORT" in (caught.value.hint or "")
