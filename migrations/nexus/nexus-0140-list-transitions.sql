-- depends: nexus-0137-mend-balance-after-request
--
-- From which state a row may go to which, as rows of one table: the state machines of payments, subscriptions, requests and
-- ingestions can be read, and a state that is final is one from which no row leads on. A trigger on each of these tables asks
-- it, so whoever writes, with whatever client, is held to it. A row may be born in any state: histories are imported as they
-- were.
--
-- The trigger fires after the row is written, so that a word that is none is refused by the check which names the rule.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role nexus_owner;

insert into nexus.errors (sqlstate, meaning, remedy) values
    ('NX004', 'A row cannot go from its state to that one.', 'See nexus.transitions; a final state is left never.'),
    ('NX005', 'A row of a history was to be changed.', 'Write a new row; what was, stays.');

create table nexus.transitions (
    relation text not null,
    old_status text not null,
    new_status text not null,
    constraint transitions_pkey primary key (relation, old_status, new_status),
    constraint transitions_lead_elsewhere check (old_status <> new_status)
);

comment on table nexus.transitions is
    'Which changes of state there are. A state with no row that begins with it is final.';
comment on column nexus.transitions.relation is
    'Name of the table.';
comment on column nexus.transitions.old_status is
    'The state that is left.';
comment on column nexus.transitions.new_status is
    'The state that is reached.';

grant select on nexus.transitions to nexus_app, nexus_user, nexus_readonly;

create function nexus.keep_to_transitions() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $$
declare
    ways text;
begin
    if not exists (
        select from nexus.transitions as t
        where t.relation = tg_table_name and t.old_status = old.status::text and t.new_status = new.status::text
    ) then
        select regexp_replace(string_agg(t.new_status, ', ' order by t.new_status), ', ([^,]+)$', ' or \1') into ways
        from nexus.transitions as t
        where t.relation = tg_table_name and t.old_status = old.status::text;
        raise exception '% % cannot go from % to %', tg_table_name, new.id, old.status, new.status
            using errcode = 'NX004',
                  hint = case
                      when ways is null then format('%s is final.', old.status)
                      else format('From %s it goes to %s.', old.status, ways)
                  end;
    end if;
    return null;
end
$$;

comment on function nexus.keep_to_transitions() is
    'AFTER UPDATE row trigger, fired when status changed: refuses what nexus.transitions does not list. Raises NX004.';
