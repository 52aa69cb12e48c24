-- depends: shop-0046-add-checkout
--
-- Payments, refunds, returns and shipments: what has to be true of them, before anybody calls a function.
--
-- A payment has the currency of its order, by the foreign key, and its amount, by the function that opens it. One payment of
-- an order succeeds: a unique index. What is refunded is the sum of the refunds, kept with the payment by a trigger on the
-- refunds, under a check that it is at most what was paid; what came back is kept with the line in the same way, under a
-- check that it was sold. So a limit is a check of one row that is locked while it changes, and two refunds at the same time
-- cannot both have the last euro.
--
-- A provider's event has an id, unique with the provider; the resource it is about may have many: the payment and its refund
-- are two events of one intent.
--
-- Share row exclusive on orders and order_items (no writes) for an instant; rewrites nothing, loses nothing. The rollback
-- loses the payments and all that is here.

set local role shop_owner;

create table shop.payments (
    id uuid not null default gen_random_uuid(),
    order_id uuid not null,
    provider varchar(40) not null,
    intent_id varchar(255) not null,
    amount numeric(12, 2) not null,
    currency varchar(3) not null,
    status text not null default 'pending',
    refunded_amount numeric(12, 2) not null default 0,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint payments_pkey primary key (id),
    constraint payments_provider_intent_id_key unique (provider, intent_id),
    constraint payments_order_id_currency_fkey foreign key (order_id, currency)
        references shop.orders (id, currency) on delete restrict on update restrict,
    constraint payments_provider_is_a_name check (provider ~ '^[a-z][a-z0-9_]*$'),
    constraint payments_intent_id_is_not_blank check (intent_id ~ '\S'),
    constraint payments_amount_is_a_number check (amount >= 0 and amount <> 'NaN'),
    constraint payments_status_is_known check (status in ('pending', 'succeeded', 'failed')),
    constraint payments_refunds_are_at_most_what_was_paid check (
        refunded_amount >= 0 and refunded_amount <= case status when 'succeeded' then amount else 0 end
    )
);

create index payments_order_id_currency_idx on shop.payments (order_id, currency);

create unique index payments_order_id_succeeded_key on shop.payments (order_id) where status = 'succeeded';

create trigger set_updated_at
    before update on shop.payments
    for each row execute function platform.set_updated_at();

comment on table shop.payments is
    'Intents to pay an order, one or more of which were tried and at most one of which succeeded.';
comment on column shop.payments.order_id is
    'The order.';
comment on column shop.payments.provider is
    'Who takes the money: stripe.';
comment on column shop.payments.intent_id is
    'What the provider calls the intent.';
comment on column shop.payments.amount is
    'What is to be paid: the total of the order.';
comment on column shop.payments.currency is
    'ISO 4217 code; that of the order.';
comment on column shop.payments.status is
    'pending, succeeded or failed. One that failed may still succeed: customers try another card.';
comment on column shop.payments.refunded_amount is
    'What was given back, or is being given back: the sum of the refunds that did not fail.';

create table shop.refunds (
    id uuid not null default gen_random_uuid(),
    payment_id uuid not null,
    amount numeric(12, 2) not null,
    reason text not null,
    status text not null default 'requested',
    idempotency_key varchar(128) not null,
    provider_refund_id varchar(255),
    created_by text default platform.actor_id(),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint refunds_pkey primary key (id),
    constraint refunds_payment_id_idempotency_key_key unique (payment_id, idempotency_key),
    constraint refunds_payment_id_fkey foreign key (payment_id)
        references shop.payments (id) on delete restrict on update restrict,
    constraint refunds_amount_is_positive check (amount > 0 and amount <> 'NaN'),
    constraint refunds_reason_is_not_blank check (reason ~ '\S'),
    constraint refunds_status_is_known check (status in ('requested', 'succeeded', 'failed'))
);

create unique index refunds_payment_id_provider_refund_id_key
    on shop.refunds (payment_id, provider_refund_id) where provider_refund_id is not null;

create trigger set_updated_at
    before update on shop.refunds
    for each row execute function platform.set_updated_at();

comment on table shop.refunds is
    'Money given back, all of a payment or parts of it.';
comment on column shop.refunds.payment_id is
    'The payment.';
comment on column shop.refunds.amount is
    'How much, in the currency of the payment.';
comment on column shop.refunds.reason is
    'Why.';
comment on column shop.refunds.status is
    'requested of the provider, succeeded, or failed.';
comment on column shop.refunds.idempotency_key is
    'Chosen by the caller; the same again is the same refund.';
comment on column shop.refunds.provider_refund_id is
    'What the provider calls it; NULL until it said so.';
comment on column shop.refunds.created_by is
    'Who acted; NULL for what was refunded at the provider.';

create function shop.count_refund() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    update shop.payments as p
    set refunded_amount = p.refunded_amount
        + case when new.status <> 'failed' then new.amount else 0 end
        - case when tg_op = 'UPDATE' and old.status <> 'failed' then old.amount else 0 end
    where p.id = new.payment_id;
    return null;
end
$$;

comment on function shop.count_refund() is
    'AFTER row trigger of refunds: keeps the sum of those that did not fail with the payment, whose check has the last word.';

create trigger count_refund
    after insert on shop.refunds
    for each row execute function shop.count_refund();

create trigger count_change_of_refund
    after update of amount, status on shop.refunds
    for each row execute function shop.count_refund();

create function shop.refuse_change_of_refund() returns trigger
    language plpgsql
    volatile
    security invoker
    set search_path = ''
as $$
begin
    raise exception 'a refund is not moved or deleted: % refused', lower(tg_op)
        using errcode = 'SH003',
              hint = 'One that did not come about is failed.';
end
$$;

comment on function shop.refuse_change_of_refund() is
    'BEFORE row trigger: what was counted stays countable.';

create trigger keep_what_is_counted
    before delete or update of payment_id on shop.refunds
    for each row execute function shop.refuse_change_of_refund();

create table shop.payment_webhook_events (
    id uuid not null default gen_random_uuid(),
    provider varchar(40) not null,
    event_id varchar(255) not null,
    event_type varchar(100) not null,
    resource_id varchar(255),
    order_id uuid,
    payload jsonb not null default '{}',
    outcome text not null default 'ignored',
    reason text,
    created_at timestamptz not null default now(),
    constraint payment_webhook_events_pkey primary key (id),
    constraint payment_webhook_events_provider_event_id_key unique (provider, event_id),
    constraint payment_webhook_events_order_id_fkey foreign key (order_id)
        references shop.orders (id) on delete set null on update restrict,
    constraint payment_webhook_events_payload_is_an_object check (jsonb_typeof(payload) = 'object'),
    constraint payment_webhook_events_outcome_is_known check (outcome in ('applied', 'ignored')),
    constraint payment_webhook_events_reason_is_known check (
        reason in ('order_not_found', 'order_state_incompatible', 'amount_mismatch', 'currency_mismatch',
                   'unsupported_event_type', 'missing_resource_id')
    ),
    constraint payment_webhook_events_applied_gives_no_reason check (outcome <> 'applied' or reason is null)
);

create index payment_webhook_events_provider_created_at_idx
    on shop.payment_webhook_events (provider, created_at desc);

-- Not unique: a payment and its refunds are events of one resource.
create index payment_webhook_events_provider_resource_id_idx
    on shop.payment_webhook_events (provider, resource_id) where resource_id is not null;

create index payment_webhook_events_order_id_idx
    on shop.payment_webhook_events (order_id) where order_id is not null;

comment on table shop.payment_webhook_events is
    'What providers told, each event once, and what became of it.';
comment on column shop.payment_webhook_events.provider is
    'Who told.';
comment on column shop.payment_webhook_events.event_id is
    'What the provider calls the event.';
comment on column shop.payment_webhook_events.event_type is
    'What happened: payment.succeeded, payment.failed, payment.refunded.';
comment on column shop.payment_webhook_events.resource_id is
    'The intent it is about; several events may be about one.';
comment on column shop.payment_webhook_events.order_id is
    'The order, as soon as it is known.';
comment on column shop.payment_webhook_events.payload is
    'What was told besides; the application leaves out what is personal.';
comment on column shop.payment_webhook_events.outcome is
    'applied: it changed what it had to; ignored: it changed nothing.';
comment on column shop.payment_webhook_events.reason is
    'Why it was ignored. One that came too early is judged again when it is sent again.';

create table shop.shipments (
    id uuid not null default gen_random_uuid(),
    order_id uuid not null,
    state text not null,
    carrier text,
    tracking_number text,
    ready_at timestamptz not null default now(),
    handed_over_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint shipments_pkey primary key (id),
    constraint shipments_carrier_tracking_number_key unique (carrier, tracking_number),
    constraint shipments_order_id_fkey foreign key (order_id)
        references shop.orders (id) on delete cascade on update restrict,
    constraint shipments_state_is_known check (
        state in ('shipped', 'ready_for_pickup', 'collected', 'ready_for_local_delivery', 'delivered_local')
    ),
    constraint shipments_parcel_has_a_carrier check ((state = 'shipped') = (carrier is not null)),
    constraint shipments_tracking_needs_a_carrier check (tracking_number is null or carrier is not null),
    constraint shipments_handed_over_has_a_time check (
        (state in ('shipped', 'collected', 'delivered_local')) = (handed_over_at is not null)
    )
);

-- One handing over of an order that is not sent; parcels may be several.
create unique index shipments_order_id_local_key on shop.shipments (order_id) where carrier is null;

create index shipments_order_id_idx on shop.shipments (order_id);

create trigger set_updated_at
    before update on shop.shipments
    for each row execute function platform.set_updated_at();

comment on table shop.shipments is
    'How an order reached its customer: parcels, or one handing over.';
comment on column shop.shipments.order_id is
    'The order.';
comment on column shop.shipments.state is
    'shipped for a parcel; ready_for_pickup, then collected; ready_for_local_delivery, then delivered_local.';
comment on column shop.shipments.carrier is
    'Who carries the parcel.';
comment on column shop.shipments.tracking_number is
    'What the carrier calls it.';
comment on column shop.shipments.ready_at is
    'Since when it is ready.';
comment on column shop.shipments.handed_over_at is
    'When it left, or was handed over.';

create table shop.order_returns (
    id uuid not null default gen_random_uuid(),
    order_id uuid not null,
    reason text not null,
    created_by text default platform.actor_id(),
    created_at timestamptz not null default now(),
    constraint order_returns_pkey primary key (id),
    constraint order_returns_order_id_fkey foreign key (order_id)
        references shop.orders (id) on delete cascade on update restrict,
    constraint order_returns_reason_is_not_blank check (reason ~ '\S')
);

create index order_returns_order_id_idx on shop.order_returns (order_id);

comment on table shop.order_returns is
    'What came back of an order, a row each time.';
comment on column shop.order_returns.order_id is
    'The order.';
comment on column shop.order_returns.reason is
    'Why it came back.';
comment on column shop.order_returns.created_by is
    'Who received it.';

create table shop.order_return_items (
    return_id uuid not null,
    order_item_id uuid not null,
    quantity integer not null,
    restocked boolean not null,
    constraint order_return_items_pkey primary key (return_id, order_item_id),
    constraint order_return_items_return_id_fkey foreign key (return_id)
        references shop.order_returns (id) on delete cascade on update restrict,
    constraint order_return_items_order_item_id_fkey foreign key (order_item_id)
        references shop.order_items (id) on delete cascade on update restrict,
    constraint order_return_items_quantity_is_positive check (quantity > 0)
);

create index order_return_items_order_item_id_idx on shop.order_return_items (order_item_id);

comment on table shop.order_return_items is
    'Units of a line that came back.';
comment on column shop.order_return_items.return_id is
    'With what they came.';
comment on column shop.order_return_items.order_item_id is
    'The line as which they were sold.';
comment on column shop.order_return_items.quantity is
    'Units.';
comment on column shop.order_return_items.restocked is
    'Whether they are sold again, and so in stock; what is broken is not.';

create function shop.count_return() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    update shop.order_items as i
    set returned_quantity = i.returned_quantity + new.quantity
    where i.id = new.order_item_id;
    return null;
end
$$;

comment on function shop.count_return() is
    'AFTER row trigger: keeps the sum of what came back with the line, whose check has the last word.';

create trigger count_return
    after insert on shop.order_return_items
    for each row execute function shop.count_return();

create trigger entries_are_final
    before update on shop.order_return_items
    for each row execute function shop.refuse_change();

select audit.watch('shop.payments', ignored_columns => '{updated_at}');
select audit.watch('shop.refunds', ignored_columns => '{updated_at,reason}');

select privacy.describe_table('shop.payments', '10 years', 'created_at');
select privacy.describe_table('shop.refunds', '10 years', 'created_at');
select privacy.describe_table('shop.payment_webhook_events', '10 years', 'created_at');
select privacy.describe_table('shop.shipments', '10 years', 'created_at');
select privacy.describe_table('shop.order_returns', '10 years', 'created_at');
select privacy.describe_table('shop.order_return_items');

select privacy.describe_link(relation::regclass, columns, parent::regclass, '{id}', on_erase => 'keep')
from (values
    ('shop.payments', '{order_id}'::text[], 'shop.orders'),
    ('shop.refunds', '{payment_id}', 'shop.payments'),
    ('shop.payment_webhook_events', '{order_id}', 'shop.orders'),
    ('shop.shipments', '{order_id}', 'shop.orders'),
    ('shop.order_returns', '{order_id}', 'shop.orders'),
    ('shop.order_return_items', '{return_id}', 'shop.order_returns'),
    ('shop.order_return_items', '{order_item_id}', 'shop.order_items')
) as links (relation, columns, parent);

select privacy.describe_link(relation::regclass, '{created_by}', 'shop.users', '{id}', on_erase => 'keep', belongs => false)
from unnest(array['shop.refunds', 'shop.order_returns']) as relation;

select privacy.describe_column(relation::regclass, name, 'none')
from (values
    ('shop.payments', '{id,order_id,updated_at}'::text[]),
    ('shop.refunds', '{id,payment_id,updated_at,idempotency_key}'),
    ('shop.payment_webhook_events', '{id,order_id,outcome,reason}'),
    ('shop.shipments', '{id,order_id,updated_at}'),
    ('shop.order_returns', '{id,order_id}'),
    ('shop.order_return_items', '{return_id,order_item_id,quantity,restocked}')
) as plain (relation, names)
cross join lateral unnest(names) as name;

select privacy.describe_column(relation::regclass, name, category, purpose, 'legal obligation', 'keep')
from (values
    ('shop.payments', '{provider,intent_id,amount,currency,status,refunded_amount,created_at}'::text[], 'financial',
     'to keep accounts'),
    ('shop.refunds', '{amount,status,provider_refund_id,created_at}', 'financial', 'to keep accounts'),
    ('shop.refunds', '{created_by}', 'identifier', 'to know who did it'),
    ('shop.payment_webhook_events', '{provider,event_id,event_type,resource_id,created_at}', 'financial',
     'to keep accounts'),
    ('shop.shipments', '{state,carrier,tracking_number,ready_at,handed_over_at,created_at}', 'behaviour',
     'to prove the delivery'),
    ('shop.order_returns', '{created_at}', 'behaviour', 'to keep accounts'),
    ('shop.order_returns', '{created_by}', 'identifier', 'to know who did it')
) as personal (relation, names, category, purpose)
cross join lateral unnest(names) as name;

select privacy.describe_column(
    relation::regclass, 'reason', 'content', 'to keep accounts', 'legal obligation', 'mask', mentions => true
)
from unnest(array['shop.refunds', 'shop.order_returns']) as relation;

select privacy.describe_column(
    'shop.payment_webhook_events', 'payload', 'financial', 'to settle disputes', 'legal obligation', 'anonymise',
    replacement => '{}', mentions => true
);
