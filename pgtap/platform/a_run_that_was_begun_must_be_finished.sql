begin;
select plan(6);

select is(platform.run_once('invoices', '2025-06'), 'run', 'a run is begun');

select throws_ok(
    'set constraints all immediate',
    'PFJ04', 'the run of invoices for 2025-06 was begun and not finished in its transaction',
    'it cannot be committed before it is finished'
);

select platform.finish_run('invoices', '2025-06');

select lives_ok(
    'set constraints all immediate',
    'once it is finished it can'
);

select throws_ok(
    $$select platform.finish_run('invoices', '2025-06')$$,
    'PFJ05', 'this transaction does not run invoices for 2025-06',
    'a run cannot be finished twice'
);

select throws_ok(
    $$select platform.finish_run('invoices', '2025-07')$$,
    'PFJ05', 'this transaction does not run invoices for 2025-07',
    'nor can a run that nobody began'
);

select throws_ok(
    $$select platform.finish_run(null, null)$$,
    'PFJ05', 'this transaction does not run NULL for NULL',
    'nor one without a name'
);

select * from finish();
rollback;
