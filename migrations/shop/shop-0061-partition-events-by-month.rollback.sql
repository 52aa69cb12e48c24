drop function shop.create_event_partitions(integer);

do $$
declare
    bound text;
    late bigint;
begin
    select substring(pg_get_constraintdef(oid) from '''([^'']+)''') into bound
    from pg_constraint
    where conrelid = 'shop.analytics_events_before'::regclass and conname = 'analytics_events_are_of_before';
    execute format('select count(*) from shop.analytics_events where created_at >= %L', bound) into late;
    if late > 0 then
        raise exception 'there are % events since %, and the former table holds none so late', late, bound;
    end if;
end
$$;

alter table shop.analytics_events detach partition shop.analytics_events_before;

drop table shop.analytics_events;

alter index shop.analytics_events_before_payload_idx rename to idx_analytics_events_payload_gin;

alter index shop.analytics_events_before_user_id_created_at_idx rename to idx_analytics_events_user_created_at;

alter index shop.analytics_events_before_event_type_created_at_idx rename to idx_analytics_events_type_created_at;

alter table shop.analytics_events_before
    drop constraint analytics_events_before_pkey;

alter table shop.analytics_events_before rename to analytics_events;

alter table shop.analytics_events
    alter column id set not null,
    add constraint analytics_events_pkey primary key (id);

create unique index analytics_events_id_created_at_key
    on shop.analytics_events (id, created_at);

comment on table shop.analytics_events is
    'What happened in the shop, one row an event, written once.';
