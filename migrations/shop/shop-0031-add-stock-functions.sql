-- depends: shop-0030-add-products-slug-key
--
-- What moves stock by hand: what came in, and what was counted, lost or found. Selling, cancelling and returning come with
-- the orders.
--
-- An adjustment says which stock it expects and has a key of its own. Every attempt is kept, those that were refused among
-- them, so refusals are answers and not errors: an error would undo its own record. The same request again gets the outcome
-- of the first (a replay); the same key with another content is refused; a stock other than expected is a conflict, because
-- somebody else was there in between. The unique index on the first attempt decides between two at the same time.
--
-- Errors: SHS01 there is no such product or variant, SHS02 a quantity makes no sense.
-- Locks nothing that exists, rewrites nothing, loses nothing. The rollback loses the adjustments; their movements stay.

set local role shop_owner;

insert into shop.errors (sqlstate, meaning, remedy) values
    ('SHS01', 'There is no such product or variant.', 'Name a product that is in the catalogue, and a variant of it or none.'),
    ('SHS02', 'A quantity makes no sense.', 'See the message: it has the limits.');

create table shop.stock_adjustments (
    id uuid not null default gen_random_uuid(),
    actor_user_id uuid not null,
    request_key varchar(120) not null,
    target_product_id uuid not null,
    target_variant_id uuid,
    intent_class text not null,
    requested_quantity_delta integer not null,
    requested_expected_stock integer not null,
    before_quantity integer,
    after_quantity integer,
    attempt_class text not null,
    outcome_class text not null,
    rejection_class text,
    replay_of uuid,
    evidence_ref varchar(120),
    note varchar(500),
    created_at timestamptz not null default clock_timestamp(),
    constraint stock_adjustments_pkey primary key (id),
    constraint stock_adjustments_actor_user_id_fkey foreign key (actor_user_id)
        references shop.users (id) on delete restrict on update restrict,
    constraint stock_adjustments_replay_of_fkey foreign key (replay_of)
        references shop.stock_adjustments (id) on delete restrict on update restrict,
    constraint stock_adjustments_request_key_is_10_to_120_characters check (length(request_key) between 10 and 120),
    constraint stock_adjustments_intent_class_is_known check (
        intent_class in ('RECOUNT_CORRECTION', 'DAMAGE_LOSS_CORRECTION', 'AUTHORIZED_RESTORATION')
    ),
    constraint stock_adjustments_attempt_class_is_known check (
        attempt_class in ('NEW_INTENDED_ADJUSTMENT', 'REPLAYED_PRIOR_OUTCOME', 'DUPLICATE_REQUEST')
    ),
    constraint stock_adjustments_outcome_class_is_known check (outcome_class in ('APPLIED', 'REJECTED')),
    constraint stock_adjustments_rejection_class_is_known check (
        rejection_class in ('INVALID_INTENT', 'INVALID_TARGET', 'INVALID_PRECONDITION', 'CONFLICT_CONCURRENT_CONTRADICTION')
    ),
    constraint stock_adjustments_rejected_says_why check ((outcome_class = 'REJECTED') = (rejection_class is not null)),
    constraint stock_adjustments_replay_names_the_first check (
        (attempt_class = 'NEW_INTENDED_ADJUSTMENT') = (replay_of is null)
    ),
    constraint stock_adjustments_applied_says_what_became check (
        outcome_class <> 'APPLIED'
        or (after_quantity - before_quantity = requested_quantity_delta and before_quantity = requested_expected_stock) is true
    )
);

-- A key has one first attempt: this decides between two at the same time.
create unique index stock_adjustments_actor_user_id_request_key_key
    on shop.stock_adjustments (actor_user_id, request_key) where attempt_class = 'NEW_INTENDED_ADJUSTMENT';

create index stock_adjustments_actor_user_id_created_at_idx
    on shop.stock_adjustments (actor_user_id, created_at desc);

create index stock_adjustments_target_product_id_created_at_idx
    on shop.stock_adjustments (target_product_id, created_at desc);

create index stock_adjustments_replay_of_idx on shop.stock_adjustments (replay_of) where replay_of is not null;

create trigger entries_are_final
    before update or delete on shop.stock_adjustments
    for each row execute function shop.refuse_change();

create trigger entries_are_final_truncate
    before truncate on shop.stock_adjustments
    for each statement execute function shop.refuse_change();

comment on table shop.stock_adjustments is
    'Every attempt to correct a stock by hand, with what became of it.';
comment on column shop.stock_adjustments.actor_user_id is
    'The administrator.';
comment on column shop.stock_adjustments.request_key is
    'Chosen by the caller, for one intended adjustment; the same again is the same request.';
comment on column shop.stock_adjustments.target_product_id is
    'The product that was named; there need be none.';
comment on column shop.stock_adjustments.target_variant_id is
    'The variant that was named.';
comment on column shop.stock_adjustments.intent_class is
    'RECOUNT_CORRECTION: it was counted; DAMAGE_LOSS_CORRECTION: something was lost; AUTHORIZED_RESTORATION: something was found.';
comment on column shop.stock_adjustments.requested_quantity_delta is
    'Units to add; negative to take away.';
comment on column shop.stock_adjustments.requested_expected_stock is
    'The stock before it, as the administrator saw it.';
comment on column shop.stock_adjustments.before_quantity is
    'The stock before it, as it was; NULL if there was nothing to look at.';
comment on column shop.stock_adjustments.after_quantity is
    'The stock after it; NULL if it was refused.';
comment on column shop.stock_adjustments.attempt_class is
    'NEW_INTENDED_ADJUSTMENT: the first of its key; REPLAYED_PRIOR_OUTCOME: the same again; DUPLICATE_REQUEST: another under '
    'the same key.';
comment on column shop.stock_adjustments.outcome_class is
    'APPLIED or REJECTED.';
comment on column shop.stock_adjustments.rejection_class is
    'Why it was refused.';
comment on column shop.stock_adjustments.replay_of is
    'The first attempt of the key.';
comment on column shop.stock_adjustments.evidence_ref is
    'Where the proof is: the number of a count, of a report of damage.';
comment on column shop.stock_adjustments.note is
    'What the administrator had to say: of goods, not of people.';

create function shop.require_unit(product uuid, variant uuid) returns void
    language plpgsql
    volatile
    security invoker
    set search_path = ''
as $$
begin
    perform from shop.products as p where p.id = product for no key update;
    if not found then
        raise exception 'there is no product %', coalesce(product::text, 'NULL')
            using errcode = 'SHS01',
                  hint = 'Name a product of the catalogue by its id.';
    end if;
    if variant is not null then
        perform from shop.product_variants as v where v.id = variant and v.product_id = product for no key update;
        if not found then
            raise exception 'product % has no variant %', product, variant
                using errcode = 'SHS01',
                      hint = 'Name one of its variants, or none.';
        end if;
    elsif exists (select from shop.product_variants as v where v.product_id = product) then
        raise exception 'product % is kept by variant', product
            using errcode = 'SHS01',
                  hint = 'Name one of its variants: the product itself has no stock.';
    end if;
end
$$;

comment on function shop.require_unit(uuid, uuid) is
    'Locks a product, and the variant of it that is kept in stock. Raises SHS01 if there is none.';

create function shop.change_stock(product uuid, variant uuid, change integer, movement text, for_order uuid default null)
    returns integer
    language plpgsql
    volatile
    security invoker
    set search_path = ''
as $$
declare
    now_there integer;
begin
    perform set_config('shop.movement', movement, true),
            set_config('shop.movement_order', coalesce(for_order::text, ''), true);
    if variant is null then
        update shop.products as p set stock = p.stock + change where p.id = product returning p.stock into now_there;
    else
        update shop.product_variants as v set stock = v.stock + change where v.id = variant returning v.stock into now_there;
    end if;
    perform set_config('shop.movement', '', true), set_config('shop.movement_order', '', true);
    return now_there;
end
$$;

comment on function shop.change_stock(uuid, uuid, integer, text, uuid) is
    'Adds to the stock of a product or variant that its caller has locked, with the kind of the movement. Returns the stock.';

create function shop.receive_stock(product uuid, quantity integer, variant uuid default null) returns integer
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    perform shop.require_admin();
    if quantity is null or quantity not between 1 and 1000000 then
        raise exception '% units received: it is 1 to 1000000', coalesce(quantity::text, 'NULL')
            using errcode = 'SHS02',
                  hint = 'What was lost or counted is an adjustment: shop.adjust_stock().';
    end if;
    perform shop.require_unit(product, variant);
    return shop.change_stock(product, variant, quantity, 'receipt');
end
$$;

comment on function shop.receive_stock(uuid, integer, uuid) is
    'Goods came in: adds them to the stock and returns it. For administrators. Raises SH001, SH002, SHS01, SHS02.';

create function shop.adjust_stock(
    key text,
    product uuid,
    intent text,
    quantity_delta integer,
    expected_stock integer,
    variant uuid default null,
    evidence text default null,
    remark text default null
)
    returns shop.stock_adjustments
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    actor constant uuid := shop.require_admin();
    first_attempt shop.stock_adjustments;
    made shop.stock_adjustments;
    before integer;
    promised integer;
    rejection text;
begin
    -- Two at the same time under one key: the second waits here, and then finds the first.
    perform pg_advisory_xact_lock(hashtextextended(format('shop.stock_adjustments %s %L', actor, key), 0));
    select * into first_attempt
    from shop.stock_adjustments as a
    where a.actor_user_id = actor and a.request_key = key and a.attempt_class = 'NEW_INTENDED_ADJUSTMENT';
    if first_attempt.id is not null then
        made := first_attempt;
        made.replay_of := first_attempt.id;
        made.attempt_class := 'REPLAYED_PRIOR_OUTCOME';
        if (first_attempt.target_product_id, first_attempt.target_variant_id, first_attempt.intent_class,
            first_attempt.requested_quantity_delta, first_attempt.requested_expected_stock)
            is distinct from (product, variant, intent, quantity_delta, expected_stock)
        then
            made.attempt_class := 'DUPLICATE_REQUEST';
            made.target_product_id := product;
            made.target_variant_id := variant;
            made.intent_class := intent;
            made.requested_quantity_delta := quantity_delta;
            made.requested_expected_stock := expected_stock;
            made.before_quantity := null;
            made.after_quantity := null;
            made.outcome_class := 'REJECTED';
            made.rejection_class := 'INVALID_INTENT';
        end if;
    else
        perform from shop.products as p where p.id = product for no key update;
        if variant is null then
            select p.stock, p.reserved into before, promised
            from shop.products as p
            where p.id = product and not exists (select from shop.product_variants as v where v.product_id = p.id);
        else
            select v.stock, v.reserved into before, promised
            from shop.product_variants as v
            where v.id = variant and v.product_id = product
            for no key update;
        end if;
        rejection := case
            when before is null then 'INVALID_TARGET'
            when quantity_delta = 0
                or intent = 'DAMAGE_LOSS_CORRECTION' and quantity_delta > 0
                or intent = 'AUTHORIZED_RESTORATION' and quantity_delta < 0 then 'INVALID_INTENT'
            when before <> expected_stock then 'CONFLICT_CONCURRENT_CONTRADICTION'
            when before::bigint + quantity_delta not between promised and 2147483647 then 'INVALID_PRECONDITION'
        end;
        made.target_product_id := product;
        made.target_variant_id := variant;
        made.intent_class := intent;
        made.requested_quantity_delta := quantity_delta;
        made.requested_expected_stock := expected_stock;
        made.before_quantity := before;
        made.attempt_class := 'NEW_INTENDED_ADJUSTMENT';
        made.outcome_class := case when rejection is null then 'APPLIED' else 'REJECTED' end;
        made.rejection_class := rejection;
        if rejection is null then
            made.after_quantity := shop.change_stock(product, variant, quantity_delta, 'adjustment');
        end if;
    end if;
    made.id := gen_random_uuid();
    made.actor_user_id := actor;
    made.request_key := key;
    made.evidence_ref := evidence;
    made.note := remark;
    made.created_at := clock_timestamp();
    insert into shop.stock_adjustments values (made.*);
    return made;
end
$$;

comment on function shop.adjust_stock(text, uuid, text, integer, integer, uuid, text, text) is
    'Corrects a stock by hand, once for a key, if it is what was expected. Returns the record of the attempt, which says '
    'whether it was applied and why not. For administrators. Raises SH001, SH002.';

create function shop.stock_at(
    product uuid,
    moment timestamptz default null,
    variant uuid default null,
    out on_hand integer,
    out reserved integer
)
    language sql
    stable
    security definer
    set search_path = ''
as $$
    select coalesce(sum(m.stock_change), 0)::integer, coalesce(sum(m.reserved_change), 0)::integer
    from shop.stock_movements as m
    where m.product_id = stock_at.product and m.variant_id is not distinct from stock_at.variant
      and (moment is null or m.created_at <= moment)
$$;

comment on function shop.stock_at(uuid, timestamptz, uuid) is
    'Stock and reserved of a product or a variant at a moment, from the journal; now if none is given.';

grant execute on function
    shop.receive_stock(uuid, integer, uuid),
    shop.adjust_stock(text, uuid, text, integer, integer, uuid, text, text),
    shop.stock_at(uuid, timestamptz, uuid)
    to shop_app;

select privacy.describe_table('shop.stock_adjustments');

select privacy.describe_column('shop.stock_adjustments', name, 'none')
from unnest(array[
    'id', 'request_key', 'target_product_id', 'target_variant_id', 'intent_class', 'requested_quantity_delta',
    'requested_expected_stock', 'before_quantity', 'after_quantity', 'attempt_class', 'outcome_class', 'rejection_class',
    'replay_of', 'evidence_ref', 'note', 'created_at'
]) as name;

select privacy.describe_link(
    'shop.stock_adjustments', '{actor_user_id}', 'shop.users', '{id}', on_erase => 'keep', belongs => false
);
select privacy.describe_column(
    'shop.stock_adjustments', 'actor_user_id', 'identifier', 'to know who corrected stock', 'legitimate interests', 'keep'
);
