begin;
select plan(6);

create function pg_temp.month(ahead integer) returns timestamptz language sql
return (date_trunc('month', now() at time zone 'UTC') + ahead * interval '1 month') at time zone 'UTC';
create function pg_temp.named(ahead integer) returns text language sql
return to_char(pg_temp.month(ahead) at time zone 'UTC', '"audit.log_"YYYY_MM');

-- Two rows that no partition was made for in time: at the very beginning of a month, and at the end of another.
select test.committed_log_row('first', 3, pg_temp.month(26)),
       test.committed_log_row('last', 3, pg_temp.month(29) - interval '1 microsecond');
create temporary table made as select name, row_number() over () as place from audit.create_partitions(30) as name;

select set_eq(
    $$select name from made where name >= pg_temp.named(24)$$,
    $$select pg_temp.named(n) from unnest(array[24, 25, 27, 29, 30]) as n$$,
    'a month of which rows lie in the default partition has none, and its neighbours have'
);

select set_eq(
    $$select pg_get_triggerdef(t.oid), tgenabled from made, pg_trigger as t where tgrelid = name::regclass and tgname = 'append_only_truncate'$$,
    $$select format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change()', name), 'A'::"char" from made$$,
    'each refuses to be emptied, always'
);

select set_eq(
    $$
        select name, obj_description(name::regclass, 'pg_class'),
               (select string_agg(p, ', ') from unnest(array['select', 'insert', 'update', 'delete', 'truncate']) as p
                where has_table_privilege('platform_owner', name, p))
        from made
    $$,
    $$select name, format('The audit log of %s.', replace(right(name, 7), '_', '-')), 'select, insert' from made$$,
    'each says what it is, and its owner may add rows and change none'
);

select set_has(
    $$select classid::bigint << 32 | objid::bigint from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()$$,
    $$select hashtextextended('audit.create_partitions', 0)$$,
    'they are made by one at a time'
);

select is(
    (select count(*) from audit.create_partitions(-1)), 0::bigint, 'of months that are over none is made'
);

create function pg_temp.without_this_month() returns setof text language plpgsql as $$
begin
    execute format('alter table audit.log detach partition %s', pg_temp.named(0));
    execute format('drop table %s', pg_temp.named(0));
    return query select audit.create_partitions(0);
end
$$;
select results_eq(
    'select pg_temp.without_this_month()', 'select pg_temp.named(0)', 'that of this month is made, too, where it is missing'
);

select * from finish();
rollback;
