-- depends: platform-0026-add-privacy-catalogue
--
-- Who asked for what and what became of it (GDPR, articles 12 to 17): a request is answered within a month, here 30 days;
-- its receipt is the number of rows of each table. A person under legal hold is neither erased nor purged.
--
-- The record must not keep what an erasure takes away: the key of the person stands in a request while it is open, and in
-- an export until the person is erased; then it is NULL, and the request's id, which the person was given, remains.
--
-- Locks nothing that exists, rewrites nothing, loses nothing. The rollback loses the requests and the holds.

set local role platform_owner;

insert into platform.errors (sqlstate, meaning, remedy) values
    ('PFP01', 'There is no such kind of person.', 'Write KIND:KEY with a kind of privacy.people.'),
    ('PFP02', 'There is no such person, or more than one.', 'Use the key as it stands in the database.');

create table privacy.requests (
    id uuid not null default platform.new_uuid(),
    action text not null,
    subject_kind text,
    subject_key text,
    status text not null default 'open',
    received_at timestamptz not null default now(),
    -- In hours: a day of 23 or 25 of them would make the check depend on the session's time zone.
    due_at timestamptz not null default now() + interval '720 hours',
    finished_at timestamptz,
    asked_by text default platform.actor_id(),
    database_user text not null default session_user,
    counters jsonb,
    reason text,
    notified_at timestamptz,
    constraint requests_pkey primary key (id),
    constraint requests_action_is_known check (action in ('export', 'erase', 'purge')),
    constraint requests_status_is_known check (status in ('open', 'done', 'refused')),
    constraint requests_subject_is_a_persons check ((subject_kind is null) = (action = 'purge')),
    constraint requests_open_ones_know_their_person check (
        status <> 'open' or (subject_key is null) = (action = 'purge')
    ),
    constraint requests_erased_persons_are_forgotten check (
        subject_key is null or not (action = 'erase' and status = 'done')
    ),
    constraint requests_finished_ones_have_a_time check ((status = 'open') = (finished_at is null)),
    constraint requests_done_ones_have_a_receipt check (status <> 'done' or counters is not null),
    constraint requests_refused_ones_say_why check (status <> 'refused' or reason is not null),
    constraint requests_are_due_within_30_days check (due_at <= received_at + interval '720 hours')
);

create unique index requests_open_key on privacy.requests (action, subject_kind, subject_key)
    where status = 'open' and subject_key is not null;

create index requests_due_at_idx on privacy.requests (due_at)
    where status = 'open';

create index requests_subject_key_idx on privacy.requests (subject_key)
    where subject_key is not null;

create index requests_finished_at_idx on privacy.requests (finished_at)
    where finished_at is not null;

comment on table privacy.requests is
    'What people asked for of their data, and every export, erasure and purge that was carried out.';
comment on column privacy.requests.id is
    'The number of the receipt.';
comment on column privacy.requests.action is
    'export, erase or purge.';
comment on column privacy.requests.subject_kind is
    'Kind of the person; NULL for a purge.';
comment on column privacy.requests.subject_key is
    'Key of the person, until the person is erased.';
comment on column privacy.requests.status is
    'open, done or refused.';
comment on column privacy.requests.received_at is
    'When it was received.';
comment on column privacy.requests.due_at is
    'By when it must be answered: at most 30 days later.';
comment on column privacy.requests.finished_at is
    'When it was done or refused; NULL while it is open.';
comment on column privacy.requests.asked_by is
    'The actor who entered it, if there was one other than an erased person.';
comment on column privacy.requests.database_user is
    'The database user who entered it.';
comment on column privacy.requests.counters is
    'The receipt: for each table how many rows were deleted, changed, masked, kept or exported.';
comment on column privacy.requests.reason is
    'Why it was refused.';
comment on column privacy.requests.notified_at is
    'When the outside was told of it; NULL: not yet.';

create table privacy.holds (
    id bigint generated always as identity,
    subject_kind text not null,
    subject_key text,
    reason text not null,
    placed_by text not null default session_user,
    placed_at timestamptz not null default clock_timestamp(),
    released_at timestamptz,
    constraint holds_pkey primary key (id),
    constraint holds_reason_is_not_blank check (reason ~ '\S'),
    constraint holds_live_ones_know_their_person check (released_at is not null or subject_key is not null),
    constraint holds_subject_kind_fkey foreign key (subject_kind)
        references privacy.people (kind) on delete restrict on update cascade
);

create index holds_subject_kind_subject_key_idx on privacy.holds (subject_kind, subject_key);

comment on table privacy.holds is
    'Legal holds: people whose data must not be erased or purged for now.';
comment on column privacy.holds.id is
    'In the order of their placing.';
comment on column privacy.holds.subject_kind is
    'Kind of the person.';
comment on column privacy.holds.subject_key is
    'Key of the person; NULL once the hold was released and the person erased.';
comment on column privacy.holds.reason is
    'Which claim or order requires it.';
comment on column privacy.holds.placed_by is
    'The database user.';
comment on column privacy.holds.placed_at is
    'Since when.';
comment on column privacy.holds.released_at is
    'Until when; NULL: it holds.';

create view privacy.due_requests with (security_invoker = true) as
    select id, action, subject_kind, received_at, due_at, due_at < now() as overdue
    from privacy.requests
    where status = 'open'
    order by due_at;

comment on view privacy.due_requests is
    'Open requests, the most urgent first, without naming the person.';
comment on column privacy.due_requests.id is
    'As in requests.';
comment on column privacy.due_requests.action is
    'As in requests.';
comment on column privacy.due_requests.subject_kind is
    'As in requests.';
comment on column privacy.due_requests.received_at is
    'As in requests.';
comment on column privacy.due_requests.due_at is
    'As in requests.';
comment on column privacy.due_requests.overdue is
    'Whether that is past.';

create function privacy.type_of(in_schema text, in_table text, in_column text) returns text
    language sql
    stable
    security invoker
    begin atomic
        select pg_catalog.format_type(a.atttypid, null)
        from pg_catalog.pg_attribute as a
        where a.attrelid = format('%I.%I', in_schema, in_table)::regclass
          and a.attname = in_column and a.attnum > 0 and not a.attisdropped;
    end;

comment on function privacy.type_of(text, text, text) is
    'The type of a column as it is written in SQL, without its length.';

revoke execute on function privacy.type_of(text, text, text) from public;

create function privacy.locate(subject text, out kind text, out key text)
    language plpgsql
    stable
    security invoker
    set search_path = ''
    set row_security = off
as $$
declare
    person privacy.people;
    given constant text := substring(subject from position(':' in subject) + 1);
    looked_up text;
    found_keys text[];
begin
    select * into person from privacy.people as p where p.kind = split_part(subject, ':', 1);
    if person.kind is null or position(':' in subject) = 0 then
        raise exception 'there is no such kind of person'
            using errcode = 'PFP01',
                  hint = format('Write KIND:KEY with one of the kinds %s.',
                                (select string_agg(p.kind, ', ' order by p.kind) from privacy.people as p));
    end if;
    -- By the key, then by whatever identifies a person: an address, a number.
    for looked_up in
        select person.key_column
        union all
        select c.column_name
        from privacy.columns as c
        where (c.table_schema, c.table_name) = (person.table_schema, person.table_name)
          and c.identifies and c.column_name <> person.key_column
    loop
        begin
            execute format(
                'select array_agg(distinct %1$I::text) from %2$I.%3$I where %4$I = $1::%5$s',
                person.key_column, person.table_schema, person.table_name, looked_up,
                privacy.type_of(person.table_schema, person.table_name, looked_up)
            ) into found_keys using given;
        exception
            when data_exception then continue;  -- not a value of this column's type
        end;
        exit when found_keys is not null;
    end loop;
    if found_keys is null then
        raise exception 'there is no % with this key', person.kind
            using errcode = 'PFP02',
                  hint = 'Write the key as it stands in the database, or the whole address. It is not shown on purpose.';
    end if;
    if cardinality(found_keys) > 1 then
        raise exception '% persons of kind % are known by this', cardinality(found_keys), person.kind
            using errcode = 'PFP02',
                  hint = 'Use the key, which is one person''s.';
    end if;
    kind := person.kind;
    key := found_keys[1];
end
$$;

comment on function privacy.locate(text) is
    'The person that a subject names, as shop.user:KEY or shop.user:ADDRESS. Raises PFP01 for an unknown kind, PFP02 for '
    'an unknown or ambiguous person.';

revoke execute on function privacy.locate(text) from public;

create function privacy.open_request(for_action text, subject text) returns uuid
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    kind constant text := split_part(subject, ':', 1);
    key constant text := substring(subject from position(':' in subject) + 1);
    known uuid;
begin
    if position(':' in subject) = 0 or key = '' or not exists (select from privacy.people as p where p.kind = split_part(subject, ':', 1))
    then
        raise exception 'there is no such kind of person'
            using errcode = 'PFP01',
                  hint = format('Write KIND:KEY with one of the kinds %s.',
                                (select string_agg(p.kind, ', ' order by p.kind) from privacy.people as p));
    end if;
    if for_action is null or for_action not in ('export', 'erase') then
        raise exception 'a person asks for export or erase'
            using errcode = 'PFP06',
                  hint = 'A purge is of a table and nobody''s request.';
    end if;
    insert into privacy.requests (action, subject_kind, subject_key)
    values (for_action, kind, key)
    on conflict (action, subject_kind, subject_key) where status = 'open' and subject_key is not null do nothing
    returning id into known;
    if known is null then
        select id into known
        from privacy.requests as r
        where r.action = for_action and r.subject_kind = kind and r.subject_key = key and r.status = 'open';
    end if;
    return known;
end
$$;

comment on function privacy.open_request(text, text) is
    'Enters a person''s request for export or erase and returns its id; an open one for the same is returned as it is. '
    'Whether there is such a person is found out when it is carried out: who may ask is not told who exists.';

revoke execute on function privacy.open_request(text, text) from public;

create function privacy.refuse_request(request uuid, why text) returns void
    language plpgsql
    volatile
    security invoker
    set search_path = ''
as $$
begin
    update privacy.requests as r
    set status = 'refused', finished_at = clock_timestamp(), reason = why
    where r.id = request and r.status = 'open' and why ~ '\S';
    if not found then
        raise exception 'there is no open request %, or no reason is given', coalesce(request::text, 'NULL')
            using errcode = 'PFP06',
                  hint = 'See privacy.due_requests.';
    end if;
end
$$;

comment on function privacy.refuse_request(uuid, text) is
    'Closes an open request with the reason why it is not carried out.';

revoke execute on function privacy.refuse_request(uuid, text) from public;

create function privacy.close_request(for_action text, kind text, key text, known_as text[], receipt jsonb) returns void
    language plpgsql
    volatile
    security invoker
    set search_path = ''
as $$
begin
    update privacy.requests as r
    set status = 'done', finished_at = clock_timestamp(), counters = receipt,
        subject_key = case when for_action <> 'erase' then r.subject_key end,
        asked_by = case when for_action <> 'erase' or r.asked_by <> all (known_as || key) then r.asked_by end
    where r.action = for_action and r.subject_kind = kind and r.subject_key = any (known_as || key) and r.status = 'open';
    if not found then
        insert into privacy.requests (action, subject_kind, subject_key, status, finished_at, counters, asked_by)
        values (for_action, kind, case when for_action <> 'erase' then key end, 'done', clock_timestamp(), receipt,
                case when for_action <> 'erase' then platform.actor_id() else nullif(platform.actor_id(), key) end);
    end if;
end
$$;

comment on function privacy.close_request(text, text, text, text[], jsonb) is
    'Records that something was carried out: closes the open requests for it, under whatever name they were entered, or '
    'enters one that is done.';

revoke execute on function privacy.close_request(text, text, text, text[], jsonb) from public;

create function privacy.place_hold(subject text, why text) returns bigint
    language plpgsql
    volatile
    security invoker
    set search_path = ''
as $$
declare
    person record;
    placed bigint;
begin
    select * into person from privacy.locate(subject);
    insert into privacy.holds (subject_kind, subject_key, reason)
    values (person.kind, person.key, why)
    returning id into placed;
    return placed;
end
$$;

comment on function privacy.place_hold(text, text) is
    'From now on the person is neither erased nor purged. Returns the id by which the hold is released.';

revoke execute on function privacy.place_hold(text, text) from public;

create function privacy.release_hold(hold bigint) returns void
    language plpgsql
    volatile
    security invoker
    set search_path = ''
as $$
begin
    update privacy.holds set released_at = clock_timestamp() where id = hold and released_at is null;
    if not found then
        raise exception 'there is no hold %', coalesce(hold::text, 'NULL')
            using errcode = 'PFP06',
                  hint = 'It may have been released: see privacy.holds.';
    end if;
end
$$;

comment on function privacy.release_hold(bigint) is
    'Ends a hold; others of the same person go on.';

revoke execute on function privacy.release_hold(bigint) from public;

grant execute on function privacy.open_request(text, text) to nexus_app, shop_app, learn_app;
