begin;
select plan(1);

select is_empty(
    $$select * from test.without_comment('test')$$,
    'every helper carries a comment'
);

select * from finish();
rollback;
