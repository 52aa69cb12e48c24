-- depends: nexus-0151-add-subscription-functions
--
-- What a payment buys, and what it brought: one row for a payment, so that both happen once. The old application read it from
-- a JSON column, and approving twice allocated twice.
--
-- The amount of a payment is the price of what it buys, or the row is refused. A payment for a subscription or a pack that
-- becomes COMPLETED has brought it: checked at commit, whoever writes. (One that is born COMPLETED is history; it brings
-- nothing.)
--
-- SHARE ROW EXCLUSIVE on payments for an instant; rewrites nothing. The rollback loses the rows.

set local role nexus_owner;

insert into nexus.errors (sqlstate, meaning, remedy) values
    ('NXP04', 'A payment does not say what it buys, or what it buys is gone.', 'Reject it, and open another payment.');

create table nexus.payment_orders (
    payment_id text not null,
    student_id text,
    subscription_id text,
    pack_id integer,
    credits integer,
    credit_entry_id text,
    fulfilled_at timestamptz(3),
    fulfilled_by text,
    created_at timestamptz(3) not null default now(),
    constraint payment_orders_pkey primary key (payment_id),
    constraint payment_orders_payment_id_fkey foreign key (payment_id)
        references nexus.payments (id) on delete cascade on update cascade,
    constraint payment_orders_student_id_fkey foreign key (student_id)
        references nexus.students (id) on delete set null on update cascade,
    constraint payment_orders_subscription_id_fkey foreign key (subscription_id)
        references nexus.subscriptions (id) on delete set null on update cascade,
    constraint payment_orders_pack_id_fkey foreign key (pack_id)
        references nexus.credit_packs (id) on delete restrict on update cascade,
    constraint payment_orders_credit_entry_id_fkey foreign key (credit_entry_id)
        references nexus.credit_transactions (id) on delete set null on update cascade,
    constraint payment_orders_buy_one_thing check (num_nonnulls(subscription_id, pack_id) <= 1),
    constraint payment_orders_pack_brings_credits check ((pack_id is null) = (credits is null)),
    constraint payment_orders_credits_is_positive check (credits > 0),
    constraint payment_orders_fulfilled_says_by_whom check (fulfilled_at is null or fulfilled_by is not null)
);

create index payment_orders_student_id_idx on nexus.payment_orders (student_id);
create index payment_orders_subscription_id_idx on nexus.payment_orders (subscription_id);
create index payment_orders_pack_id_idx on nexus.payment_orders (pack_id);
create index payment_orders_credit_entry_id_idx on nexus.payment_orders (credit_entry_id);

comment on table nexus.payment_orders is
    'What a payment buys, and what it brought. Written through functions only.';
comment on column nexus.payment_orders.payment_id is
    'The payment; one row each.';
comment on column nexus.payment_orders.student_id is
    'For whom; NULL if the pupil is gone.';
comment on column nexus.payment_orders.subscription_id is
    'The subscription, a month of it; NULL for a pack, or if it is gone.';
comment on column nexus.payment_orders.pack_id is
    'The pack of session credits; NULL for a subscription.';
comment on column nexus.payment_orders.credits is
    'Credits of the pack, bonus included, when the payment was opened.';
comment on column nexus.payment_orders.credit_entry_id is
    'The entry in the journal that the payment brought.';
comment on column nexus.payment_orders.fulfilled_at is
    'When the payment brought what it buys; NULL before.';
comment on column nexus.payment_orders.fulfilled_by is
    'Id of who confirmed it, or the provider whose event did.';
comment on column nexus.payment_orders.created_at is
    'When the payment was opened.';

grant select on nexus.payment_orders to nexus_app, nexus_readonly;

select privacy.describe_table('nexus.payment_orders', '10 years', 'created_at');
select privacy.describe_link('nexus.payment_orders', '{payment_id}', 'nexus.payments', '{id}', on_erase => 'keep');
select privacy.describe_link('nexus.payment_orders', array[name], parent::regclass, '{id}', on_erase => 'keep', belongs => false)
from (values
    ('student_id', 'nexus.students'), ('subscription_id', 'nexus.subscriptions'), ('pack_id', 'nexus.credit_packs'),
    ('credit_entry_id', 'nexus.credit_transactions')
) as naming (name, parent);
select privacy.describe_column('nexus.payment_orders', name, category, 'to keep accounts', 'legal obligation', on_erase)
from (values
    ('payment_id', 'identifier', 'keep'), ('student_id', 'identifier', 'delete'), ('subscription_id', 'identifier', 'delete'),
    ('pack_id', 'financial', 'keep'), ('credits', 'financial', 'keep'), ('credit_entry_id', 'identifier', 'delete'),
    ('fulfilled_at', 'financial', 'keep'), ('fulfilled_by', 'identifier', 'keep'), ('created_at', 'financial', 'keep')
) as personal (name, category, on_erase);

select audit.watch('nexus.payment_orders');

create function nexus.payment_orders_match_price() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $$
declare
    payment nexus.payments;
    price numeric;
begin
    select * into payment from nexus.payments as p where p.id = new.payment_id;
    if new.subscription_id is not null then
        select s."monthlyPrice" + s."ariaCost" into price from nexus.subscriptions as s where s.id = new.subscription_id;
    elsif new.pack_id is not null then
        select p."priceTnd" into price from nexus.credit_packs as p where p.id = new.pack_id;
    end if;
    if (payment.amount, payment.currency) is distinct from (price, 'TND') then
        raise exception 'payment % is of % %, and what it buys costs % TND',
            payment.id, payment.amount, payment.currency, coalesce(price::text, 'nothing in')
            using errcode = 'NXP01',
                  hint = 'Read the price again; a payment takes it as it is.';
    end if;
    return null;
end
$$;

comment on function nexus.payment_orders_match_price() is
    'AFTER INSERT row trigger: the payment is of the price of what it buys. Raises NXP01.';

create function nexus.payments_refuse_unfulfilled() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $$
begin
    if exists (select from nexus.payments as p where p.id = new.id and p.status = 'COMPLETED')
        and not exists (
            select from nexus.payment_orders as o where o.payment_id = new.id and o.fulfilled_at is not null
        )
    then
        raise exception 'payment % (% %) is COMPLETED, and its % was not brought', new.id, new.amount, new.currency, new.type
            using errcode = 'NXP03',
                  hint = 'nexus.validate_payment() and the events of the provider bring it in the same transaction.';
    end if;
    return null;
end
$$;

comment on function nexus.payments_refuse_unfulfilled() is
    'Constraint trigger at commit: a payment that becomes COMPLETED has brought what it buys. Raises NXP03.';

create trigger match_price
    after insert on nexus.payment_orders
    for each row execute function nexus.payment_orders_match_price();

create constraint trigger completed_is_fulfilled
    after update on nexus.payments
    deferrable initially deferred
    for each row
    when (new.status = 'COMPLETED' and old.status <> 'COMPLETED' and new.type in ('SUBSCRIPTION', 'CREDIT_PACK'))
    execute function nexus.payments_refuse_unfulfilled();
