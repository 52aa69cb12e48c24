-- depends: platform-0003-add-actor
--
-- The time of the last change is kept by the database, whoever writes. Two functions, one for each spelling
-- of the column (schema nexus keeps the camelCase of its application): one function that was told the name
-- of the column would have to rebuild the row through jsonb at each update.
--
-- What counts as a change, and why:
--   * the value that the client sends for the column itself is put aside first, so it cannot be forged and
--     an update of that column alone changes nothing;
--   * rows are compared by their stored image (*<>): it works for types without an equality operator, and
--     1.0 replaced by 1.00 is a change;
--   * an update that writes what was there already keeps the time;
--   * a table with a stored generated column counts each update as a change, because such a column is not yet
--     computed in a BEFORE trigger.
-- The clock is clock_timestamp(), read while the row is locked: of two overlapping transactions the one that
-- changes a row later also leaves the later time, which now(), the time of their beginning, does not promise.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

create function platform.set_updated_at() returns trigger
    language plpgsql
    security invoker
    set search_path = ''
as $$
begin
    new.updated_at := old.updated_at;
    if new operator(pg_catalog.*<>) old then
        new.updated_at := pg_catalog.clock_timestamp();
    end if;
    return new;
end
$$;

comment on function platform.set_updated_at() is
    'BEFORE UPDATE row trigger: sets updated_at to the time of the change if the row changes, else keeps it.';

revoke execute on function platform.set_updated_at() from public;

create function platform."set_updatedAt"() returns trigger
    language plpgsql
    security invoker
    set search_path = ''
as $$
begin
    new."updatedAt" := old."updatedAt";
    if new operator(pg_catalog.*<>) old then
        new."updatedAt" := pg_catalog.clock_timestamp();
    end if;
    return new;
end
$$;

comment on function platform."set_updatedAt"() is
    'BEFORE UPDATE row trigger: platform.set_updated_at() for tables whose column is spelled "updatedAt".';

revoke execute on function platform."set_updatedAt"() from public;
