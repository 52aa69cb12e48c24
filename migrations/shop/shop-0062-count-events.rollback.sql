select privacy.undescribe_table('shop.analytics_daily');

drop function shop.drop_event_partitions(interval);

drop function shop.roll_up_events(date);

drop function shop.track(text, jsonb);

drop table shop.analytics_daily;

-- Partitions that the migration made, and that are still as it made them.
do $$
declare
    name text;
    used boolean;
begin
    for name in
        select c.relname
        from pg_inherits as i
        join pg_class as c on c.oid = i.inhrelid
        where i.inhparent = 'shop.analytics_events'::regclass and c.relname ~ '^analytics_events_\d{4}_\d\d$'
    loop
        execute format('select exists (select from shop.%I)', name) into used;
        if used then
            raise exception 'there are events in shop.%, which is about to go', name;
        end if;
        execute format('drop table shop.%I', name);
    end loop;
end
$$;
