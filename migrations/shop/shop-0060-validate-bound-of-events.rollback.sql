-- NOT VALID again: there is no statement that forgets a validation, so the check is replaced by itself.

do $$
declare
    definition text;
begin
    select pg_get_constraintdef(oid) into definition
    from pg_constraint
    where conrelid = 'shop.analytics_events'::regclass and conname = 'analytics_events_are_of_before';
    alter table shop.analytics_events drop constraint analytics_events_are_of_before;
    execute 'alter table shop.analytics_events add constraint analytics_events_are_of_before ' || definition || ' not valid';
end
$$;
