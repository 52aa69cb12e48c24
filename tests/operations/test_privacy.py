"""Personal data in operation: nothing of an erased person is left, commands, interruptions, races, the webhook."""

from __future__ import annotations

import argparse
import json
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from databases import Connect
from pgassay.errors import Refused, ServerError
from pgassay.operations import privacy, webhook
from pgassay.settings import Settings
from waiting import until_waiting

ADA = "0195a1b2-0000-7000-8000-00000000000a"
GRACE = "0195a1b2-0000-7000-8000-00000000000b"
KEY_1, KEY_2 = "1a" * 32, "2b" * 32


@pytest.fixture
def shop(connect: Connect) -> psycopg.Connection[Any]:
    """Two customers with everything a customer can have, and mentions of the first wherever text can stand."""
    connection = connect()
    connection.execute("select audit.watch('shop.orders')")
    with connection.transaction():
        for id, address in ((ADA, "ada.lovelace@example.com"), (GRACE, "grace@example.com")):
            connection.execute("select set_config('app.current_user_id', %s, true)", (id,))
            connection.execute("insert into shop.users (id, email, password_hash) values (%s, %s, 'x')", (id, address))
            connection.execute(
                "with product as (insert into shop.products (name, price, stock) values ('Lamp', 10, 5) returning id), "
                "cart as (insert into shop.carts (user_id) values (%(id)s) returning id), "
                "sale as (insert into shop.orders (user_id, total_amount) values (%(id)s, 10) returning id), "
                "item as (insert into shop.cart_items (cart_id, product_id, quantity) "
                "select cart.id, product.id, 1 from cart, product) "
                "insert into shop.order_items (order_id, product_id, quantity, unit_price) "
                "select sale.id, product.id, 1, 10 from sale, product",
                {"id": id},
            )
            connection.execute(
                "insert into shop.leads (name, email, message) values ('A name', %s, 'Please call')", (address,)
            )
            connection.execute(
                "insert into shop.analytics_events (event_type, user_id, payload) values ('page_view', %s, %s)",
                (id, json.dumps({"as": address, "id": id})),
            )
            connection.execute(
                "select platform.enqueue_job('mail', 'welcome', %s, live_key => %s)",
                (json.dumps({"to": address.upper(), "user": id}), f"welcome {address}"),
            )
            connection.execute("select platform.begin_once('checkout', 'key-0001', '{}')")
            connection.execute(
                "select platform.answer_once('checkout', 'key-0001', %s)", (json.dumps({"to": address}),)
            )
        connection.execute("insert into shop.leads (name, email, message) values ('B', 'b@example.com', %s)", (ADA,))
        connection.execute("select platform.run_once('digest', '2025-06')")
        connection.execute("select platform.finish_run('digest', '2025-06', '[\"ada.lovelace@example.com\"]')")
        lease = connection.execute("select id, attempts from platform.claim_jobs('mail', 'w')").fetchone()
        connection.execute("select platform.fail_job(%s, %s, 'no route to ada.lovelace@example.com', false)", lease)
    return connection


@pytest.fixture
def arguments(migrated: str) -> Callable[..., argparse.Namespace]:
    """Arguments as the command line gives them, for the test's own database."""
    parser = argparse.ArgumentParser()
    privacy.add_arguments(parser)

    def parse(*words: str) -> argparse.Namespace:
        return argparse.Namespace(**vars(parser.parse_args(words)), database_url=migrated, docker=False)

    return parse


def everywhere(connection: psycopg.Connection[Any], *words: str) -> list[tuple[str, str]]:
    """Where any of the words stands in a text or JSON column of any table: not by the functions under test."""
    columns = connection.execute(
        "select c.oid::regclass::text, a.attname::text from pg_class c join pg_attribute a on a.attrelid = c.oid "
        "join pg_type t on t.oid = a.atttypid where c.relkind = 'r' and a.attnum > 0 and not a.attisdropped "
        "and c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)' "
        "and (t.typcategory in ('S', 'A') or t.typname in ('json', 'jsonb', 'xml'))"
    ).fetchall()
    assert len(columns) > 100
    found = []
    for table, column in columns:
        query = sql.SQL("select 1 from {} where {}::text ilike any (%s) limit 1").format(
            sql.SQL(table), sql.Identifier(column)
        )
        if connection.execute(query, ([f"%{word}%" for word in words],)).fetchone():
            found.append((table, column))
    return found


def test_after_an_erasure_nothing_in_the_database_identifies_the_person(
    shop: psycopg.Connection[Any], migrated: str
) -> None:
    before = everywhere(shop, "ada.lovelace@example.com", ADA)
    assert len(before) >= 8, "there is little to be found: this proves nothing"
    assert ("platform.jobs_archive", "last_error") in before
    privacy.export(migrated, f"shop.user:{ADA}", keys={})
    privacy.erase(migrated, "shop.user:ada.lovelace@example.com", dry_run=False)
    assert everywhere(shop, "ada.lovelace@example.com") == []
    # The log and the journals name who acted by the key, for good, in columns declared to keep it; the key of an
    # account that says nothing of anybody is no name.
    left = {(table, column) for table, column in everywhere(shop, ADA) if not table.startswith("audit.log_")}
    journals = {
        ("shop.stock_movements", "actor_id"),
        ("shop.order_events", "actor_id"),
        ("shop.product_price_history", "changed_by"),
    }
    assert left <= journals, left - journals
    assert shop.execute("select count(*) from shop.orders where user_id = %s", (ADA,)).fetchone() == (1,)
    samples = "select coalesce(string_agg(most_common_vals::text || histogram_bounds::text, ''), '') from pg_stats"
    row = shop.execute(samples).fetchone()
    assert row is not None
    assert "ada.lovelace" not in row[0]
    assert len(everywhere(shop, "grace@example.com", GRACE)) >= 8, "the other person is as before"


def test_an_erasure_is_all_or_nothing(shop: psycopg.Connection[Any], migrated: str) -> None:
    shop.execute("create table public.scratch (note jsonb)")
    shop.execute('insert into public.scratch values (\'{"who": "ada.lovelace@example.com"}\')')
    before = everywhere(shop, "ada.lovelace@example.com", ADA)
    with pytest.raises(Refused, match=r"left in public\.scratch\.note \(1\)"):
        privacy.erase(migrated, f"shop.user:{ADA}", dry_run=False)
    assert everywhere(shop, "ada.lovelace@example.com", ADA) == before
    assert shop.execute("select count(*) from privacy.requests").fetchone() == (0,)


def test_two_erasures_of_one_person_come_one_after_the_other(
    shop: psycopg.Connection[Any], connect: Connect, migrated: str
) -> None:
    first = connect()
    first.execute("begin")
    first.execute("select privacy.erase(%s, dry_run => false)", (f"shop.user:{ADA}",))
    with ThreadPoolExecutor() as pool:
        second = pool.submit(privacy.erase, migrated, f"shop.user:{ADA}", dry_run=False)
        until_waiting(shop, "privacy.erase", "the second erasure waits")
        first.execute("commit")
        assert {line.action for line in second.result()} == {"keep"}


def test_a_row_that_comes_in_between_is_erased_and_not_counted_as_kept(
    shop: psycopg.Connection[Any], connect: Connect, migrated: str
) -> None:
    shop.execute("create table public.notes (author text)")
    shop.execute("select privacy.describe_table('public.notes')")
    shop.execute(
        "select privacy.describe_link('public.notes', '{author}', 'shop.users', '{email}', on_erase => 'keep')"
    )
    shop.execute(
        "select privacy.describe_column('public.notes', 'author', 'contact', 'notes', 'contract', on_erase => 'delete')"
    )
    write = "insert into public.notes values ('ada.lovelace@example.com')"
    shop.execute(write)
    writer = connect()
    with ThreadPoolExecutor() as pool:
        with writer.transaction():
            # Whoever counts is let in, whoever changes waits.
            writer.execute("lock table public.notes in share mode")
            erasure = pool.submit(privacy.erase, migrated, f"shop.user:{ADA}", dry_run=False)
            until_waiting(shop, "privacy.erase", "the erasure waits")
            writer.execute(write)
        lines = [(line.action, line.rows) for line in erasure.result() if line.relation == "public.notes"]
    assert lines == [("change", 2)]
    assert shop.execute("select count(*) from public.notes where author is null").fetchone() == (2,)


def test_the_plan_is_the_default_and_yes_does_it(
    shop: psycopg.Connection[Any],
    settings: Settings,
    arguments: Callable[..., argparse.Namespace],
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert privacy.run(settings, arguments("erase", f"shop.user:{ADA}")) == 0
    planned = capsys.readouterr()
    assert "nothing was changed; --yes does it" in planned.err
    assert everywhere(shop, "ada.lovelace@example.com") != []
    assert privacy.run(settings, arguments("erase", f"shop.user:{ADA}", "--yes")) == 0
    done = capsys.readouterr()
    assert done.out.split()[6:] == planned.out.split()[6:], "what was done is what was planned"
    assert shop.execute("select action, status from privacy.requests").fetchall() == [("erase", "done")]
    assert privacy.run(settings, arguments("erase", "shop.visitor:b@example.com")) == 0
    assert "shop.leads" in capsys.readouterr().out


def test_what_was_done_is_in_the_audit_log_without_the_person(shop: psycopg.Connection[Any], migrated: str) -> None:
    privacy.export(migrated, f"shop.user:{ADA}", keys={})
    privacy.erase(migrated, f"shop.user:{ADA}", dry_run=False)
    rows = shop.execute(
        "select action, new_values ->> 'action', new_values::text, old_values::text from audit.log "
        "where table_name = 'requests' order by id"
    ).fetchall()
    assert [row[:2] for row in rows] == [("insert", "export"), ("insert", "erase"), ("update", None)]
    assert not any(ADA in (text or "") for row in rows for text in row[2:])


def test_a_legal_hold_refuses_and_the_refusal_is_recorded(shop: psycopg.Connection[Any], migrated: str) -> None:
    shop.execute("select privacy.place_hold(%s, 'claim 2025/17')", (f"shop.user:{ADA}",))
    with pytest.raises(Refused, match=r"under legal hold since .*: claim 2025/17"):
        privacy.erase(migrated, f"shop.user:{ADA}", dry_run=False)
    rows = shop.execute("select action, status, reason ~ 'claim 2025/17' from privacy.requests").fetchall()
    assert rows == [("erase", "refused", True)]


@pytest.mark.parametrize(
    ("subject", "message"),
    [
        ("shop.user:nobody@example.com", "there is no shop.user with this key"),
        ("shop.robot:7", "there is no such kind of person"),
        ("ada", "there is no such kind of person"),
    ],
)
def test_an_unknown_subject_is_refused(
    shop: psycopg.Connection[Any],
    settings: Settings,
    arguments: Callable[..., argparse.Namespace],
    subject: str,
    message: str,
) -> None:
    for words in (["export", subject], ["erase", subject, "--yes"]):
        with pytest.raises(Refused, match=message) as caught:
            privacy.run(settings, arguments(*words))
        assert caught.value.hint
        assert caught.value.exit_code == 2
    assert shop.execute("select count(*) from privacy.requests").fetchone() == (0,)


def test_an_export_is_json_and_its_file_is_nobody_elses(
    shop: psycopg.Connection[Any],
    settings: Settings,
    arguments: Callable[..., argparse.Namespace],
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    assert privacy.run(settings, arguments("export", f"shop.user:{ADA}")) == 0
    data = json.loads(capsys.readouterr().out)
    counts = {name: len(rows) for name, rows in data["tables"].items() if rows}
    assert counts == {
        "shop.users": 1,
        "shop.carts": 1,
        "shop.cart_items": 1,
        "shop.orders": 1,
        "shop.order_items": 1,
        "shop.order_events": 1,
        "shop.leads": 1,
        "shop.analytics_events": 1,
        "platform.idempotency_keys": 1,
    }
    assert "password_hash" not in data["tables"]["shop.users"][0]
    assert "platform.jobs_archive.last_error" in data["mentions"]
    assert "b@example.com" not in json.dumps(data), "an export tells nothing of others"
    path = tmp_path / "ada.json"
    assert privacy.run(settings, arguments("export", f"shop.user:{ADA}", "--output", str(path))) == 0
    assert json.loads(path.read_text())["subject"] == {"kind": "shop.user", "key": ADA}
    assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(Refused, match="cannot be written"):
        privacy.run(settings, arguments("export", f"shop.user:{ADA}", "--output", str(path)))


def test_a_purge_goes_on_where_it_was_interrupted(
    shop: psycopg.Connection[Any],
    migrated: str,
    settings: Settings,
    arguments: Callable[..., argparse.Namespace],
    capsys: pytest.CaptureFixture[str],
) -> None:
    shop.execute(
        "insert into shop.leads (name, email, message, created_at) "
        "select 'Old', 'old@example.com', 'x', now() - interval '4 years' from generate_series(1, 25)"
    )
    # Two batches of a purge that was then killed.
    request = shop.execute("select privacy.begin_purge()").fetchone()
    for _ in range(2):
        shop.execute("select privacy.purge(false, 5, null, %s)", request)
    assert privacy.purge(migrated) == [privacy.Line("shop.leads", "delete", 15)]
    assert privacy.run(settings, arguments("purge", "--yes", "--batch", "4")) == 0
    assert "shop.leads  delete" in capsys.readouterr().out
    assert privacy.purge(migrated) == []
    counters = shop.execute("select counters from privacy.requests order by id").fetchall()
    assert counters == [({"shop.leads": {"delete": 10}},), ({"shop.leads": {"delete": 15}},)]


@pytest.mark.parametrize(
    ("table", "message"),
    [("shop.users", "shop.users has no retention"), ("shop.nothing", 'relation "shop.nothing" does not exist')],
)
def test_a_purge_without_a_policy_is_refused(
    shop: psycopg.Connection[Any],
    settings: Settings,
    arguments: Callable[..., argparse.Namespace],
    table: str,
    message: str,
) -> None:
    with pytest.raises(Refused, match=message):
        privacy.run(settings, arguments("purge", "--table", table, "--yes"))
    assert shop.execute("select count(*) from privacy.requests").fetchone() == (0,)


def test_the_report_fails_for_gaps_and_for_what_is_overdue(
    shop: psycopg.Connection[Any],
    settings: Settings,
    arguments: Callable[..., argparse.Namespace],
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert privacy.run(settings, arguments("report")) == 0
    text = capsys.readouterr().out
    assert "every column reachable from a person is classified" in text
    assert "no request is open" in text
    shop.execute("select privacy.open_request('erase', %s)", (f"shop.user:{ADA}",))
    assert privacy.run(settings, arguments("report")) == 0
    assert "open" in capsys.readouterr().out
    shop.execute(
        "update privacy.requests set received_at = now() - interval '31 days', due_at = now() - interval '2 days'"
    )
    assert privacy.run(settings, arguments("report")) == 1
    text = capsys.readouterr().out
    assert "overdue" in text
    assert ADA not in text
    shop.execute("delete from privacy.requests")
    shop.execute("alter table shop.users add column birthday date")
    assert privacy.run(settings, arguments("report")) == 1
    assert "is not classified" in capsys.readouterr().out


def test_rotate_key_reads_its_keys_from_the_environment(
    shop: psycopg.Connection[Any],
    settings: Settings,
    arguments: Callable[..., argparse.Namespace],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shop.execute("create table public.vault (id integer primary key, phone privacy.ciphertext)")
    with shop.transaction():
        shop.execute("select privacy.use_key('k1', %s)", (KEY_1,))
        shop.execute("insert into vault select n, privacy.encrypt(n::text) from generate_series(1, 25) as n")
    with pytest.raises(Refused, match="key k2 is not known: ENCRYPTION_KEY_K2 is not set"):
        privacy.run(settings, arguments("rotate-key", "k2"))
    with pytest.raises(Refused) as caught:
        privacy.run(settings, arguments("rotate-key", KEY_2))
    assert KEY_2 not in str(caught.value)
    monkeypatch.setenv("ENCRYPTION_KEY_K2", KEY_2)
    with pytest.raises(Refused, match="encryption key k1 is not known"):
        privacy.run(settings, arguments("rotate-key", "k2"))
    monkeypatch.setenv("ENCRYPTION_KEY_K1", KEY_1)
    assert privacy.run(settings, arguments("rotate-key", "k2", "--batch", "10")) == 0
    said = capsys.readouterr()
    assert said.out == "25 values encrypted with k2; no value needs another key\n"
    assert "public.vault.phone: 10 values (20 in all)" in said.err
    assert shop.execute("select distinct key_id from privacy.key_usage()").fetchall() == [("k2",)]
    assert privacy.run(settings, arguments("rotate-key", "k2")) == 0
    assert capsys.readouterr().out.startswith("0 values")
    logged = shop.execute(
        "select action, new_values ->> 'key_id' from audit.log where table_name = 'rotations'"
    ).fetchall()
    assert logged == [("insert", "k2"), ("update", None)]


class _Hook(HTTPServer):
    """An incoming webhook on loopback that answers with ``status`` and remembers what it was sent."""

    status = 200

    def __init__(self) -> None:
        self.messages: list[str] = []
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def url(self) -> str:
        """Its address, with a secret in it as real ones have."""
        return f"http://127.0.0.1:{self.server_port}/services/T0SECRET"


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, _Hook)
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.server.status == 200:
            self.server.messages.append(body["text"])
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> Iterator[_Hook]:
    """A webhook that the settings name."""
    with _Hook() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        monkeypatch.setenv(webhook.VARIABLE, server.url)
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        yield server
        server.shutdown()
        thread.join()


def test_the_webhook_is_told_after_the_commit_and_without_the_person(
    shop: psycopg.Connection[Any], settings: Settings, arguments: Callable[..., argparse.Namespace], hook: _Hook
) -> None:
    privacy.run(settings, arguments("erase", f"shop.user:{ADA}"))
    assert hook.messages == [], "a plan is nothing to tell"
    privacy.run(settings, arguments("erase", f"shop.user:{ADA}", "--yes"))
    (message,) = hook.messages
    assert message.startswith("privacy: erase of a shop.user done, receipt ")
    assert "shop.carts delete 1" in message
    assert ADA not in message
    assert "lovelace" not in message
    assert shop.execute("select count(*) from privacy.requests where notified_at is null").fetchone() == (0,)


@pytest.mark.parametrize("trouble", ["refuses", "is gone"])
def test_a_webhook_that_fails_loses_nothing(
    shop: psycopg.Connection[Any],
    settings: Settings,
    arguments: Callable[..., argparse.Namespace],
    hook: _Hook,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    trouble: str,
) -> None:
    if trouble == "refuses":
        hook.status = 500
    else:
        monkeypatch.setenv(webhook.VARIABLE, "http://127.0.0.1:9/services/T0SECRET")  # discard: nobody listens
    assert privacy.run(settings, arguments("erase", f"shop.user:{ADA}", "--yes")) == 0
    said = capsys.readouterr()
    assert "it is sent with the next one" in said.err or "the message is sent with the next one" in said.err
    assert "T0SECRET" not in said.err + said.out
    assert everywhere(shop, "ada.lovelace@example.com") == [], "the erasure is done"
    hook.status = 200
    monkeypatch.setenv(webhook.VARIABLE, hook.url)
    assert privacy.run(settings, arguments("export", f"shop.user:{GRACE}")) == 0
    assert [message.split(" done,")[0] for message in hook.messages] == [
        "privacy: erase of a shop.user",
        "privacy: export of a shop.user",
    ]


def test_a_webhook_that_is_no_url_is_refused_before_anything_is_done(
    shop: psycopg.Connection[Any],
    settings: Settings,
    arguments: Callable[..., argparse.Namespace],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(webhook.VARIABLE, "file:///etc/passwd")
    with pytest.raises(Refused, match="SLACK_WEBHOOK_URL in the environment is not an http or https URL"):
        privacy.run(settings, arguments("erase", f"shop.user:{ADA}", "--yes"))
    assert shop.execute("select count(*) from privacy.requests").fetchone() == (0,)


def test_a_database_without_the_migrations_is_named_as_such(database: str) -> None:
    with pytest.raises(Refused, match="privacy") as caught:
        privacy.erase(database, "shop.user:7")
    assert "migrations" in str(caught.value.hint)
    with pytest.raises(ServerError):
        privacy.erase(f"{database} host=/nonexistent", "shop.user:7")
