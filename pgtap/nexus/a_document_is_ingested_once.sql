begin;
select plan(10);

create function pg_temp.upload(key text, hash text)
returns void
language sql
as $$
    insert into nexus.user_documents ("originalName", mime, "storageKey", "contentHash")
    values ('graphs.pdf', 'application/pdf', key, hash)
$$;

select lives_ok($$select pg_temp.upload('1', repeat('0a', 32))$$, 'a document says the hash of its content');
select throws_ok(
    $$select pg_temp.upload('2', repeat('0a', 32))$$,
    '23505', 'duplicate key value violates unique constraint "user_documents_contentHash_key"',
    'the same content is not stored twice, whatever it is called'
);
select lives_ok($$select pg_temp.upload('2', repeat('0b', 32))$$, 'other content is another document');
select lives_ok(
    $$select pg_temp.upload('3', null), pg_temp.upload('4', null)$$,
    'documents from before there were hashes have none'
);

select throws_ok(
    format('select pg_temp.upload(''5'', %L)', hash),
    '23514',
    'new row for relation "user_documents" violates check constraint "user_documents_contentHash_is_a_sha256"',
    format('%s is no hash', what)
)
from (values
    ('', 'an empty text'), (repeat('0', 63), 'a text of 63 digits'), (repeat('0', 65), 'a text of 65 digits'),
    (repeat('0A', 32), 'a text in capitals'), (repeat('0g', 32), 'a text with a g'),
    (repeat('0a', 32) || E'\n', 'a line')
) as refused (hash, what);

select * from finish();
rollback;
