"""Beginning a migration, and loading development data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from databases import ask, exists, value
from pgassay.errors import MigrationFailed, Refused
from pgassay.migrations import check, history
from pgassay.migrations.new import new
from pgassay.migrations.seed import seed

if TYPE_CHECKING:
    from toy import Project


def test_the_pair_gets_the_next_number_and_depends_on_the_last_one(project: Project) -> None:
    project.migration("shop-0009-x", "select 1;", context="shop")
    up, down = new(project.settings, "shop", "Add  cart_expiry")
    assert up == project.root / "migrations" / "shop" / "shop-0010-add-cart-expiry.sql"
    assert down.name == "shop-0010-add-cart-expiry.rollback.sql"
    migration = history.read_file(up)
    assert migration.depends == ("shop-0009-x",)
    assert migration.transactional
    assert history.read(project.settings).problems == ()


def test_what_was_begun_is_not_taken_for_done(project: Project) -> None:
    up, down = new(project.settings, "shop", "add-cart-expiry")
    found = list(check.files(history.read(project.settings).migrations))
    assert [problem.place.path for problem in found] == [up, down]
    assert "there is no statement in it" in found[0].message
    assert "the rollback does nothing" in found[1].message


def test_a_concurrent_one_gets_the_header_for_it(project: Project) -> None:
    up, _ = new(project.settings, "shop", "add-index", concurrent=True)
    assert not history.read_file(up).transactional


def test_a_new_context_stands_on_the_one_that_everything_stands_on(project: Project) -> None:
    project.migration("platform-0001-a", "select 1;", context="platform")
    project.migration("platform-0002-b", "-- depends: platform-0001-a\nselect 1;", context="platform")
    project.migration("shop-0001-x", "-- depends: platform-0002-b\nselect 1;", context="shop")
    up, _ = new(project.settings, "learn", "create-schema")
    assert up.name == "learn-0001-create-schema.sql"
    assert history.read_file(up).depends == ("platform-0002-b",)


def test_the_first_of_all_depends_on_nothing(project: Project) -> None:
    up, _ = new(project.settings, "shop", "create-schema")
    assert history.read_file(up).depends == ()


@pytest.mark.parametrize(
    ("context", "slug"), [("shop", "a/b"), ("shop", "été"), ("../x", "a"), ("Shop", "a"), ("shop", "")]
)
def test_a_name_that_makes_no_good_file_is_refused(project: Project, context: str, slug: str) -> None:
    with pytest.raises(Refused, match="is not made of small letters, digits and hyphens"):
        new(project.settings, context, slug)
    assert list((project.root / "migrations").iterdir()) == []


@pytest.fixture
def seeds(project: Project, database: str) -> Project:
    ask(database, "create table users (i int primary key); create table orders (i int primary key)")
    (project.root / "seeds").mkdir()
    insert = "insert into {0} select generate_series(1, 3) on conflict do nothing;"
    for number, table in enumerate(("users", "orders"), 1):
        (project.root / "seeds" / f"{number}_{table}.sql").write_text(insert.format(table))
    return project


def test_seeds_are_loaded_in_the_order_of_their_names_and_once(seeds: Project, database: str) -> None:
    assert [(done.path.stem, done.rows) for done in seed(seeds.settings, database)] == [("1_users", 3), ("2_orders", 3)]
    assert [done.rows for done in seed(seeds.settings, database)] == [0, 0]
    assert value(database, "select count(*) from users") == 3


def test_seeds_can_be_named(seeds: Project, database: str) -> None:
    assert [done.path.stem for done in seed(seeds.settings, database, ["2_orders"])] == ["2_orders"]
    with pytest.raises(Refused, match=r"there is no seed 3_gone in .*/seeds") as caught:
        seed(seeds.settings, database, ["3_gone"])
    assert "there are: 1_users, 2_orders" in str(caught.value)


def test_a_seed_that_fails_leaves_nothing_and_is_shown_with_its_place(seeds: Project, database: str) -> None:
    (seeds.root / "seeds" / "3_bad.sql").write_text("create table half (i int);\ninsert into users values (1);")
    with pytest.raises(MigrationFailed, match=r"3_bad\.sql:2: duplicate key value") as caught:
        seed(seeds.settings, database)
    assert "Key (i)=(1) already exists." in str(caught.value)
    assert not exists(database, "half")
    assert value(database, "select count(*) from orders") == 3


def test_without_a_folder_there_is_nothing_to_load(project: Project, database: str) -> None:
    assert seed(project.settings, database) == []
