begin;
select plan(23);

create temporary table given as
    select test.shop_admin() as admin, test.shop_user() as ada, test.shop_product(stock => 10) as lamp,
           test.shop_product('Chair', stock => 0) as chair;
create temporary table made as select test.shop_variant(chair, stock => 3) as red from given;

create function pg_temp.adjusted(
    key text, intent text, delta integer, expected integer, product uuid default null, variant uuid default null
)
returns text
language sql
as $$
    select concat_ws(' ', a.attempt_class, a.outcome_class, a.rejection_class, a.before_quantity || '→' || a.after_quantity)
    from shop.adjust_stock(key, coalesce(product, (select lamp from given)), intent, delta, expected, variant) as a
$$;

select throws_ok(
    $$select pg_temp.adjusted('recount-2026-01', 'RECOUNT_CORRECTION', -1, 10)$$,
    'SH001', 'nobody acts in this transaction',
    'nobody adjusts stock without a name'
);

select test.act(ada) from given;

select throws_ok(
    $$select pg_temp.adjusted('recount-2026-01', 'RECOUNT_CORRECTION', -1, 10)$$,
    'SH002', 'only an administrator may do this',
    'a customer does not'
);

select test.act(admin) from given;

select is(
    pg_temp.adjusted('recount-2026-01', 'RECOUNT_CORRECTION', -1, 10), 'NEW_INTENDED_ADJUSTMENT APPLIED 10→9',
    'a stock that is as expected is adjusted'
);

select is(
    pg_temp.adjusted('recount-2026-01', 'RECOUNT_CORRECTION', -1, 10), 'REPLAYED_PRIOR_OUTCOME APPLIED 10→9',
    'the same request again is told the same'
);

select is(
    (select stock from shop.products, given where id = lamp), 9,
    'and done once'
);

select is(
    pg_temp.adjusted('recount-2026-01', 'RECOUNT_CORRECTION', -2, 10), 'DUPLICATE_REQUEST REJECTED INVALID_INTENT',
    'another request under the same key is refused'
);

select is(
    pg_temp.adjusted('recount-2026-02', 'RECOUNT_CORRECTION', 1, 10),
    'NEW_INTENDED_ADJUSTMENT REJECTED CONFLICT_CONCURRENT_CONTRADICTION',
    'a stock that is not as expected is left alone'
);

select is(
    pg_temp.adjusted('recount-2026-02', 'RECOUNT_CORRECTION', 1, 10),
    'REPLAYED_PRIOR_OUTCOME REJECTED CONFLICT_CONCURRENT_CONTRADICTION',
    'a refusal is told again, too'
);

select is(
    pg_temp.adjusted('damage-2026-01', 'DAMAGE_LOSS_CORRECTION', 1, 9),
    'NEW_INTENDED_ADJUSTMENT REJECTED INVALID_INTENT',
    'damage does not add'
);

select is(
    pg_temp.adjusted('damage-2026-02', 'DAMAGE_LOSS_CORRECTION', -10, 9),
    'NEW_INTENDED_ADJUSTMENT REJECTED INVALID_PRECONDITION',
    'nor take away more than there is'
);

select is(
    pg_temp.adjusted('restore-2026-01', 'AUTHORIZED_RESTORATION', 2, 3, (select chair from given), (select red from made)),
    'NEW_INTENDED_ADJUSTMENT APPLIED 3→5',
    'a variant is adjusted by itself'
);

select is(
    pg_temp.adjusted('restore-2026-02', 'AUTHORIZED_RESTORATION', 2, 0, (select chair from given)),
    'NEW_INTENDED_ADJUSTMENT REJECTED INVALID_TARGET',
    'a product with variants has no stock of its own to adjust'
);

select is(
    pg_temp.adjusted('recount-2026-03', 'RECOUNT_CORRECTION', 0, 9), 'NEW_INTENDED_ADJUSTMENT REJECTED INVALID_INTENT',
    'nothing is no adjustment'
);

select is(
    pg_temp.adjusted('restore-2026-03', 'AUTHORIZED_RESTORATION', -1, 9),
    'NEW_INTENDED_ADJUSTMENT REJECTED INVALID_INTENT',
    'a restoration does not take away'
);

select is(
    pg_temp.adjusted('recount-2026-04', 'RECOUNT_CORRECTION', 2147483639, 9),
    'NEW_INTENDED_ADJUSTMENT REJECTED INVALID_PRECONDITION',
    'nothing is adjusted beyond what an integer holds'
);

select is(
    pg_temp.adjusted('recount-2026-05', 'RECOUNT_CORRECTION', 1, 9), 'NEW_INTENDED_ADJUSTMENT APPLIED 9→10',
    'a recount finds one more'
);

select is(
    pg_temp.adjusted('damage-2026-03', 'DAMAGE_LOSS_CORRECTION', -1, 10), 'NEW_INTENDED_ADJUSTMENT APPLIED 10→9',
    'damage takes one away'
);

select is(
    pg_temp.adjusted('restore-2026-04', 'AUTHORIZED_RESTORATION', 1, 9), 'NEW_INTENDED_ADJUSTMENT APPLIED 9→10',
    'which a restoration gives back'
);

select set_eq(
    $$select kind, stock_change from shop.stock_movements where kind <> 'receipt'$$,
    $$values ('adjustment', -1), ('adjustment', 2), ('adjustment', 1)$$,
    'what was applied stands in the journal of stock, and nothing else'
);

select lives_ok(
    $$
        select shop.adjust_stock('noted-2026-01', chair, 'RECOUNT_CORRECTION', 1, 5, red, 'photo 7', 'behind the shelf'),
               shop.adjust_stock('noted-2026-01', lamp, 'DAMAGE_LOSS_CORRECTION', -2, 7, null, 'photo 8', 'twice')
        from given, made
    $$,
    'with what was seen and thought'
);

select results_eq(
    $$
        select request_key::text, case target_product_id when lamp then 'lamp' when chair then 'chair' end, target_variant_id = red,
               intent_class::text, requested_quantity_delta, requested_expected_stock, before_quantity, after_quantity,
               attempt_class::text, outcome_class::text, rejection_class::text, actor_user_id = admin,
               (select f.request_key::text from shop.stock_adjustments as f where f.id = a.replay_of), evidence_ref::text, note::text,
               created_at > now()
        from shop.stock_adjustments as a, given, made
        where request_key in ('recount-2026-01', 'recount-2026-02', 'restore-2026-01', 'noted-2026-01')
        order by created_at
    $$,
    $$values
        ('recount-2026-01', 'lamp', null, 'RECOUNT_CORRECTION', -1, 10, 10, 9,
         'NEW_INTENDED_ADJUSTMENT', 'APPLIED', null, true, null, null, null, true),
        ('recount-2026-01', 'lamp', null, 'RECOUNT_CORRECTION', -1, 10, 10, 9,
         'REPLAYED_PRIOR_OUTCOME', 'APPLIED', null, true, 'recount-2026-01', null, null, true),
        ('recount-2026-01', 'lamp', null, 'RECOUNT_CORRECTION', -2, 10, null, null,
         'DUPLICATE_REQUEST', 'REJECTED', 'INVALID_INTENT', true, 'recount-2026-01', null, null, true),
        ('recount-2026-02', 'lamp', null, 'RECOUNT_CORRECTION', 1, 10, 9, null,
         'NEW_INTENDED_ADJUSTMENT', 'REJECTED', 'CONFLICT_CONCURRENT_CONTRADICTION', true, null, null, null, true),
        ('recount-2026-02', 'lamp', null, 'RECOUNT_CORRECTION', 1, 10, 9, null,
         'REPLAYED_PRIOR_OUTCOME', 'REJECTED', 'CONFLICT_CONCURRENT_CONTRADICTION', true, 'recount-2026-02', null, null, true),
        ('restore-2026-01', 'chair', true, 'AUTHORIZED_RESTORATION', 2, 3, 3, 5,
         'NEW_INTENDED_ADJUSTMENT', 'APPLIED', null, true, null, null, null, true),
        ('noted-2026-01', 'chair', true, 'RECOUNT_CORRECTION', 1, 5, 5, 6,
         'NEW_INTENDED_ADJUSTMENT', 'APPLIED', null, true, null, 'photo 7', 'behind the shelf', true),
        ('noted-2026-01', 'lamp', null, 'DAMAGE_LOSS_CORRECTION', -2, 7, null, null,
         'DUPLICATE_REQUEST', 'REJECTED', 'INVALID_INTENT', true, 'noted-2026-01', 'photo 8', 'twice', true)
    $$,
    'every attempt is kept as it was asked for, and as it ended'
);

select is(
    pg_temp.adjusted('restore-2026-05', 'AUTHORIZED_RESTORATION', 1, 6, (select lamp from given), (select red from made)),
    'NEW_INTENDED_ADJUSTMENT REJECTED INVALID_TARGET',
    'a variant of another product is no target'
);

select throws_ok(
    'delete from shop.stock_adjustments',
    'SH003', 'shop.stock_adjustments is append-only: delete refused',
    'attempts are kept'
);

select * from finish();
rollback;
