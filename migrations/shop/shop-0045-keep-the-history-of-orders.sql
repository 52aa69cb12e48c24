-- depends: shop-0044-let-lines-name-variants
--
-- An order goes from state to state, and order_transitions lists which may follow which; what is not listed does not happen.
-- Each change of state writes its event, with its cause, in the same statement: there is no state without its event, and no
-- event of a change that did not happen. The cause is said in shop.cause for the length of the statement, as JSON.
--
-- An event of a source has an id there, always: one that the source does not name gets its own. (A unique key over a column
-- that may be NULL lets NULLs repeat.) So a cause that comes twice changes nothing twice.
--
-- The total of an order is the sum of its lines: a constraint trigger compares them at the end of the transaction that wrote
-- the one or the other. Once written, neither total nor currency changes. An order refers to lines and lines to the order,
-- so the comparison has to wait; a check cannot look at other rows.
--
-- Errors: SHO01 an order does not go into that state, SHO02 a total is not the sum of its lines or was to be changed.
-- Share row exclusive on orders and order_items (no writes) for an instant. Rewrites nothing; orders from before keep their
-- totals unseen until they are changed. The rollback loses the events.

set local role shop_owner;

insert into shop.errors (sqlstate, meaning, remedy) values
    ('SHO01', 'An order does not go from its state into that one.', 'See shop.order_transitions.'),
    ('SHO02', 'The total of an order is not the sum of its lines, or was to be changed.', 'Write order and lines in one transaction; give money back with a refund.');

create table shop.order_transitions (
    from_status shop.order_status not null,
    to_status shop.order_status not null,
    meaning text not null,
    constraint order_transitions_pkey primary key (from_status, to_status),
    constraint order_transitions_lead_elsewhere check (from_status <> to_status),
    constraint order_transitions_meaning_is_not_blank check (meaning ~ '\S')
);

comment on table shop.order_transitions is
    'Which state of an order follows which. cancelled and refunded are final.';
comment on column shop.order_transitions.from_status is
    'The state before.';
comment on column shop.order_transitions.to_status is
    'The state after.';
comment on column shop.order_transitions.meaning is
    'What has happened then.';

insert into shop.order_transitions (from_status, to_status, meaning) values
    ('pending', 'paid', 'The provider confirmed the payment; what was reserved is sold.'),
    ('pending', 'cancelled', 'The customer or an administrator cancelled it, or nobody paid in time; the stock is given back.'),
    ('paid', 'shipped', 'It left, or was handed over.'),
    ('paid', 'refunded', 'All was paid back before it left; the stock is given back.'),
    ('shipped', 'returned', 'Everything came back.'),
    ('shipped', 'refunded', 'All was paid back, and the customer keeps the goods or some of them.'),
    ('returned', 'refunded', 'Everything came back, and all was paid back.');

create table shop.order_events (
    id uuid not null default gen_random_uuid(),
    order_id uuid not null,
    type varchar(64) not null,
    from_status shop.order_status,
    to_status shop.order_status,
    source varchar(20) not null,
    source_event_id varchar(255) not null default gen_random_uuid()::text,
    idempotency_key varchar(128),
    correlation_id varchar(128) default platform.request_id(),
    actor_id text default platform.actor_id(),
    details jsonb not null default '{}',
    supersedes uuid,
    created_at timestamptz not null default clock_timestamp(),
    constraint order_events_pkey primary key (id),
    constraint order_events_order_id_source_source_event_id_key unique (order_id, source, source_event_id),
    constraint order_events_order_id_id_key unique (order_id, id),
    constraint order_events_supersedes_key unique (supersedes),
    constraint order_events_order_id_fkey foreign key (order_id)
        references shop.orders (id) on delete cascade on update restrict,
    constraint order_events_from_status_to_status_fkey foreign key (from_status, to_status)
        references shop.order_transitions (from_status, to_status) on delete restrict on update restrict,
    constraint order_events_order_id_supersedes_fkey foreign key (order_id, supersedes)
        references shop.order_events (order_id, id) on delete cascade on update restrict,
    constraint order_events_type_is_a_name check (type ~ '^[a-z][a-z0-9_]*$'),
    constraint order_events_source_is_a_name check (source ~ '^[a-z][a-z0-9_]*$'),
    constraint order_events_details_are_an_object check (jsonb_typeof(details) = 'object'),
    constraint order_events_from_somewhere_leads_somewhere check (from_status is null or to_status is not null)
);

create index idx_order_events_order_created_at on shop.order_events (order_id, created_at desc);

comment on table shop.order_events is
    'What happened to an order, with its cause; never changed, and gone only with the order.';
comment on column shop.order_events.order_id is
    'The order.';
comment on column shop.order_events.type is
    'status_changed, or what else happened: communication, payment_failed.';
comment on column shop.order_events.from_status is
    'The state before; NULL for the first, and if the state did not change.';
comment on column shop.order_events.to_status is
    'The state after; NULL if it did not change.';
comment on column shop.order_events.source is
    'Who caused it: checkout, customer, admin, provider, timeout, or direct for whoever wrote to the table by hand.';
comment on column shop.order_events.source_event_id is
    'What the source calls it; an event of a source happens to an order once.';
comment on column shop.order_events.idempotency_key is
    'Key of the request that caused it.';
comment on column shop.order_events.correlation_id is
    'The request, as in the log of the server.';
comment on column shop.order_events.actor_id is
    'Who acted; NULL for the shop itself and for providers.';
comment on column shop.order_events.details is
    'What else there is to say: a reason, an intent.';
comment on column shop.order_events.supersedes is
    'The event that is no longer in force since this one; each is superseded once.';

create function shop.refuse_change_of_event() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    -- It goes with its order, and then the order is gone already.
    if tg_op = 'DELETE' and not exists (select from shop.orders as o where o.id = old.order_id) then
        return old;
    end if;
    raise exception 'shop.order_events is append-only: % refused', lower(tg_op)
        using errcode = 'SH003',
              hint = 'A mistaken entry stays, and another follows it.';
end
$$;

comment on function shop.refuse_change_of_event() is
    'BEFORE row trigger: events are not changed, and go only with their order.';

create trigger entries_are_final
    before update or delete on shop.order_events
    for each row execute function shop.refuse_change_of_event();

create trigger entries_are_final_truncate
    before truncate on shop.order_events
    for each statement execute function shop.refuse_change();

create function shop.record_transition() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    cause constant jsonb := coalesce(nullif(current_setting('shop.cause', true), ''), '{}')::jsonb;
    before shop.order_status;
begin
    if tg_op = 'UPDATE' then
        before := old.status;
        if not exists (
            select from shop.order_transitions as t where t.from_status = before and t.to_status = new.status
        ) then
            raise exception 'order % is %, and does not become %', new.order_number, before, new.status
                using errcode = 'SHO01',
                      hint = 'See shop.order_transitions for what may follow.';
        end if;
    end if;
    insert into shop.order_events (
        order_id, type, from_status, to_status, source, source_event_id, idempotency_key, details
    )
    values (
        new.id, 'status_changed', before, new.status, coalesce(cause ->> 'source', 'direct'),
        coalesce(cause ->> 'event', gen_random_uuid()::text), cause ->> 'key', coalesce(cause -> 'details', '{}')
    );
    return null;
end
$$;

comment on function shop.record_transition() is
    'AFTER row trigger of orders: a state that may not follow is refused (SHO01), every other is an event.';

create trigger record_creation
    after insert on shop.orders
    for each row execute function shop.record_transition();

create trigger record_transition
    after update of status on shop.orders
    for each row when (old.status is distinct from new.status) execute function shop.record_transition();

create function shop.refuse_change_of_total() returns trigger
    language plpgsql
    volatile
    security invoker
    set search_path = ''
as $$
begin
    raise exception 'the total of order % is % %, and does not change', old.order_number, old.total_amount, old.currency
        using errcode = 'SHO02',
              hint = 'Give money back with a refund, or cancel the order and make another.';
end
$$;

comment on function shop.refuse_change_of_total() is
    'BEFORE row trigger: what an order costs is settled when it is made.';

create trigger total_is_final
    before update of total_amount, currency on shop.orders
    for each row when ((old.total_amount, old.currency) is distinct from (new.total_amount, new.currency))
    execute function shop.refuse_change_of_total();

create function shop.compare_total() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    order_in_question uuid;
    written record;
begin
    if tg_table_name = 'orders' then
        order_in_question := new.id;
    elsif tg_op = 'DELETE' then
        order_in_question := old.order_id;
    else
        order_in_question := new.order_id;
    end if;
    select o.order_number, o.total_amount, (
        select coalesce(sum(i.line_total), 0) from shop.order_items as i where i.order_id = o.id
    ) as of_lines
    into written
    from shop.orders as o
    where o.id = order_in_question;
    if written.total_amount <> written.of_lines then
        raise exception 'order % costs %, and its lines %', written.order_number, written.total_amount, written.of_lines
            using errcode = 'SHO02',
                  hint = 'Write the order and all its lines in one transaction.';
    end if;
    return null;
end
$$;

comment on function shop.compare_total() is
    'Constraint trigger at commit: the total of an order is the sum of its lines.';

create constraint trigger total_is_the_sum_of_lines
    after insert on shop.orders
    deferrable initially deferred
    for each row execute function shop.compare_total();

create constraint trigger total_is_the_sum_of_lines
    after insert or delete or update of order_id, quantity, unit_price, line_total on shop.order_items
    deferrable initially deferred
    for each row execute function shop.compare_total();

select privacy.describe_table('shop.order_transitions');
select privacy.describe_table('shop.order_events', '10 years', 'created_at');

select privacy.describe_column(relation::regclass, name, 'none')
from (values
    ('shop.order_transitions', '{from_status,to_status,meaning}'::text[]),
    ('shop.order_events', '{id,order_id,source_event_id,idempotency_key,correlation_id,supersedes}')
) as plain (relation, names)
cross join lateral unnest(names) as name;

select privacy.describe_link('shop.order_events', '{order_id}', 'shop.orders', '{id}', on_erase => 'keep');
select privacy.describe_link(
    'shop.order_events', '{actor_id}', 'shop.users', '{id}', on_erase => 'keep', belongs => false
);
select privacy.describe_column(
    'shop.order_events', name, 'financial', 'to keep accounts', 'legal obligation', 'keep'
)
from unnest(array['type', 'from_status', 'to_status', 'source', 'details', 'created_at']) as name;
select privacy.describe_column(
    'shop.order_events', 'actor_id', 'identifier', 'to know who did it', 'legal obligation', 'keep'
);
