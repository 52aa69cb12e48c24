begin;
select plan(2);

-- A setting that was never made raises in current_setting(name), and a connection that made it once has it ever after.
-- A parallel worker has no more than what is set when it begins: in it nobody was ever named.
select set_config(
    case when current_setting('server_version_num')::integer < 160000 then 'force_parallel_mode' else 'debug_parallel_query' end,
    'on', true
);
create function pg_temp.in_a_worker(query text) returns text language plpgsql as $$
declare
    said text;
begin
    execute query into said;
    return said;
exception
    when undefined_object then return sqlerrm;
end
$$;

savepoint before_acting;
set local app.current_user_id = 'ada';
set local app.current_user_role = 'coach';
set local app.request_id = 'request-17';
rollback to savepoint before_acting;

select is(
    pg_temp.in_a_worker($$select current_setting('app.current_user_id')$$),
    'unrecognized configuration parameter "app.current_user_id"',
    'a worker knows no setting that was made and undone'
);

select is(
    pg_temp.in_a_worker('select concat(platform.actor_id(), platform.actor_role(), platform.request_id())'), '',
    'there are then no actor, no role and no request, and no error'
);

select * from finish();
rollback;
