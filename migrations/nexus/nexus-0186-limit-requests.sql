-- depends: nexus-0185-add-bilan-functions
--
-- Thirty requests a minute to the assistant from one address, whoever asks. Counted is any minute, not the minute of the clock,
-- so that sixty cannot meet at its end: the row of an address holds the times of the last thirty. The server calls
-- aria_admit() in a transaction of its own before it does anything else, so that a request which fails later was counted.
--
-- One statement counts and decides, and waits for its like; a request that is refused is not counted. An IPv6 network of 64 bits
-- is one address: who has one of its addresses has them all.
--
-- An address says something of a person: it is forgotten after an hour, by pgassay privacy purge.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role nexus_owner;

insert into nexus.errors (sqlstate, meaning, remedy) values
    ('NXA06', 'An address has made the requests of a minute.', 'Wait as long as the hint says.'),
    ('NXA07', 'A request comes from no address.', 'Pass the address of the browser, not of a proxy.');

create function nexus.aria_minute_limit() returns integer
    language sql
    immutable
    parallel safe
    security invoker
    return 30;

comment on function nexus.aria_minute_limit() is
    'Requests a minute to the assistant from one address. A check is built on it: it is never replaced.';

create table nexus.aria_requests (
    address inet not null,
    recent timestamptz[] not null,
    last_at timestamptz not null,
    constraint aria_requests_pkey primary key (address),
    constraint aria_requests_recent_is_within_the_limit
        check (cardinality(recent) between 1 and nexus.aria_minute_limit())
);

comment on table nexus.aria_requests is
    'When an address made its last requests to the assistant. Written through nexus.aria_admit() only.';
comment on column nexus.aria_requests.address is
    'An IPv4 address, or an IPv6 network of 64 bits.';
comment on column nexus.aria_requests.recent is
    'When, the newest last: those of the last minute.';
comment on column nexus.aria_requests.last_at is
    'The newest of them; an hour later the row is purged.';

alter table nexus.aria_requests enable row level security;
create policy aria_requests_app on nexus.aria_requests for all to nexus_app using (true) with check (true);
comment on policy aria_requests_app on nexus.aria_requests is 'The server of the application answers for who does what.';
create policy aria_requests_readonly on nexus.aria_requests for select to nexus_readonly using (true);
comment on policy aria_requests_readonly on nexus.aria_requests is 'Reports count everybody.';

select privacy.describe_table('nexus.aria_requests', '1 hour', 'last_at');
select privacy.describe_column('nexus.aria_requests', name, category, 'to bear the load', 'legitimate interests', 'keep')
from (values ('address', 'identifier'), ('recent', 'behaviour'), ('last_at', 'behaviour')) as personal (name, category);

create function nexus.aria_admit(from_address inet) returns integer
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    caller inet;
    made integer;
    free_at timestamptz;
begin
    if from_address is null then
        raise exception 'a request from no address'
            using errcode = 'NXA07',
                  hint = 'Pass the address of the browser.';
    end if;
    caller := case
        when family(from_address) = 4 then host(from_address)::inet
        -- An IPv4 address as a socket of both families shows it.
        when from_address << '::ffff:0:0/96' then replace(host(from_address), '::ffff:', '')::inet
        else network(set_masklen(from_address, 64))
    end;
    insert into nexus.aria_requests as r (address, recent, last_at)
    values (caller, array[clock_timestamp()], clock_timestamp())
    on conflict (address) do update
        set recent = array(
                select t from unnest(r.recent) as t where t > clock_timestamp() - interval '1 minute' order by t
            ) || clock_timestamp(),
            last_at = clock_timestamp()
        where (select count(*) from unnest(r.recent) as t where t > clock_timestamp() - interval '1 minute')
            < nexus.aria_minute_limit()
    returning cardinality(r.recent) into made;
    if not found then
        select min(t) + interval '1 minute' into free_at
        from nexus.aria_requests as r
        cross join lateral unnest(r.recent) as t
        where r.address = caller and t > clock_timestamp() - interval '1 minute';
        raise exception 'address % has made % requests within a minute', caller, nexus.aria_minute_limit()
            using errcode = 'NXA06',
                  hint = format(
                      'Try again in %s s.', greatest(ceil(extract(epoch from free_at - clock_timestamp())), 1)::integer
                  );
    end if;
    return nexus.aria_minute_limit() - made;
end
$$;

comment on function nexus.aria_admit(inet) is
    'Counts a request to the assistant from an address; how many more it may make within a minute. For the server, in a '
    'transaction of its own. Raises NXA06, NXA07.';

grant execute on function nexus.aria_admit(inet) to nexus_app;
