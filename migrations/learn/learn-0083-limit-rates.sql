-- depends: learn-0082-ask-for-little-in-policies
--
-- How often somebody may do something: so many times within a window that slides, not within a minute of the clock, where
-- twice as many fit around its turn. The instants of what was allowed stand in one row for each who and what; that row is
-- locked while it is decided, so that of any number who ask at once exactly as many as are allowed go on. Time is read
-- after the lock, and never runs back within a row.
--
-- What is refused is not counted: whoever waits as long as the answer says is allowed. What is allowed counts when its
-- transaction commits: an attempt that must count although the work fails (sign_in) is taken in a transaction of its own.
--
-- The limits are rows, and the caller cannot name its own. The trusted server asks for anybody, for an address of the
-- network, too; people only for themselves.
--
-- Errors: LNR01 too often, LNR02 there is no such limit.
-- Locks nothing that exists, rewrites nothing, loses nothing. The rollback loses limits that were changed.

set local role learn_owner;

insert into learn.errors (sqlstate, meaning, remedy) values
    ('LNR01', 'That was done too often.', 'Wait as long as the hint says.'),
    ('LNR02', 'There is no limit for that.', 'Name an action of learn.rate_limits, and somebody.');

create table learn.rate_limits (
    action text not null,
    most integer not null,
    span interval not null,
    constraint rate_limits_pkey primary key (action),
    constraint rate_limits_action_is_a_name check (action ~ '^[a-z][a-z_]{1,59}$'),
    constraint rate_limits_most_are_few check (most between 1 and 1000),
    constraint rate_limits_span_is_at_most_a_day check (span > interval '0' and span <= interval '1 day')
);

comment on table learn.rate_limits is
    'How often each thing may be done.';
comment on column learn.rate_limits.action is
    'What is limited.';
comment on column learn.rate_limits.most is
    'So many times …';
comment on column learn.rate_limits.span is
    '… within any time so long.';

insert into learn.rate_limits (action, most, span) values
    ('sign_in', 10, '15 minutes'),
    ('reset_password', 3, '1 hour'),
    ('submit_code', 30, '1 minute'),
    ('ask_tutor', 20, '1 hour'),
    ('write_post', 10, '1 hour'),
    ('search', 60, '1 minute');

alter table learn.rate_limits enable row level security;
alter table learn.rate_limits force row level security;

create policy everything on learn.rate_limits for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.rate_limits is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.rate_limits for select to learn_user using (true);

comment on policy read on learn.rate_limits is
    'How often one may do something is no secret.';

grant select, insert, update, delete on learn.rate_limits to learn_app;
grant select on learn.rate_limits to learn_user;

select privacy.describe_table('learn.rate_limits');
select privacy.describe_column('learn.rate_limits', name, 'none') from unnest(array['action', 'most', 'span']) as name;

select audit.watch('learn.rate_limits');

create function learn.take_turn(
    subject text,
    action text,
    out allowed boolean,
    out remaining integer,
    out retry_after interval
)
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    a_limit learn.rate_limits;
    counter learn.rate_limit_counters;
    instant timestamptz;
begin
    select * into a_limit from learn.rate_limits as l where l.action = take_turn.action;
    if a_limit.action is null or coalesce(subject, '') !~ '\S' then
        raise exception 'there is no limit for % by %', coalesce(action, 'NULL'), coalesce(subject, 'NULL')
            using errcode = 'LNR02',
                  hint = 'Name an action of learn.rate_limits, and somebody.';
    end if;
    loop
        insert into learn.rate_limit_counters as c (subject, action, expires_at)
        values (take_turn.subject, take_turn.action, clock_timestamp() + a_limit.span)
        on conflict on constraint rate_limit_counters_pkey do nothing;
        select * into counter from learn.rate_limit_counters as c
        where c.subject = take_turn.subject and c.action = take_turn.action
        for update;
        -- Between the two it may have been cleared away.
        exit when found;
    end loop;
    instant := greatest(clock_timestamp(), counter.hits[cardinality(counter.hits)]);
    counter.hits := array(
        select h.hit from unnest(counter.hits) with ordinality as h (hit, place)
        where h.hit > instant - a_limit.span
        order by h.place
    );
    allowed := cardinality(counter.hits) < a_limit.most;
    if allowed then
        counter.hits := counter.hits || instant;
        retry_after := interval '0';
        update learn.rate_limit_counters as c
        set hits = counter.hits, expires_at = instant + a_limit.span
        where c.subject = take_turn.subject and c.action = take_turn.action;
    else
        -- As many as are allowed must remain, this one included; the limit may have become lower since.
        retry_after := counter.hits[cardinality(counter.hits) - a_limit.most + 1] + a_limit.span - instant;
    end if;
    remaining := greatest(a_limit.most - cardinality(counter.hits), 0);
end
$$;

comment on function learn.take_turn(text, text) is
    'Asks for somebody (the id of a user, an address) to do something, and counts it if it is allowed; says how many times '
    'more there are, and else how long to wait. Raises LNR02.';

grant execute on function learn.take_turn(text, text) to learn_app;

create function learn.require_turn(action text) returns integer
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    turn record;
begin
    select * into turn from learn.take_turn(learn.require_actor()::text, require_turn.action);
    if not turn.allowed then
        raise exception '% was done as often as it may be', action
            using errcode = 'LNR01',
                  hint = format('Try again in %s seconds.', ceil(extract(epoch from turn.retry_after)));
    end if;
    return turn.remaining;
end
$$;

comment on function learn.require_turn(text) is
    'The same for the actor: says how many times more there are. Raises LN001, LNR01 with the seconds to wait, LNR02.';

grant execute on function learn.require_turn(text) to learn_app, learn_user;
