begin;
select plan(14);

select test.nexus_user('admin', 'ADMIN'), test.nexus_user('assistant', 'ASSISTANTE'), test.nexus_coach('coach'),
       test.nexus_parent('parent'), test.nexus_user('other', 'PARENT');
select test.nexus_student('pupil', 'parent');
insert into nexus.user_documents (id, "ownerId", "ownerRole", "originalName", mime, "storageKey") values
    ('of-admin', 'admin', 'ADMIN', 'a.pdf', 'application/pdf', '1'),
    ('of-coach', 'coach', 'COACH', 'b.pdf', 'application/pdf', '2'),
    ('of-pupil', 'pupil', 'ELEVE', 'c.pdf', 'application/pdf', '3'),
    ('of-other', 'other', 'PARENT', 'd.pdf', 'application/pdf', '4'),
    ('of-nobody', null, null, 'e.pdf', 'application/pdf', '5');
select test.nexus_chunk(document, 'Le graphe', 10, document => document)
from unnest(array['of-admin', 'of-coach', 'of-pupil', 'of-other', 'of-nobody']) as document;

create function pg_temp.seen(reader text) returns text language sql as $$
    select test.nexus_acts(reader);
    select string_agg(s.id, ' ' order by s.id) from nexus.search_knowledge('graphe', test.direction(0), k => 50) as s
$$;

select is(pg_temp.seen('admin'), 'of-admin of-coach of-nobody of-other of-pupil', 'an administrator reads every document');
select is(pg_temp.seen('assistant'), 'of-admin of-coach of-nobody of-other of-pupil', 'so does an assistant');
select is(pg_temp.seen('coach'), 'of-admin of-coach', 'a coach reads what the staff uploaded');
select is(pg_temp.seen('pupil'), 'of-admin of-coach of-pupil', 'a pupil that and the pupil''s own');
select is(pg_temp.seen('parent'), 'of-admin of-coach', 'a parent not what the child uploaded');
select is(pg_temp.seen('other'), 'of-admin of-coach of-other', 'and nobody what somebody else did');

update nexus.user_documents set "ownerId" = 'assistant', "ownerRole" = 'ASSISTANTE' where id = 'of-admin';
select is(pg_temp.seen('parent'), 'of-admin of-coach', 'an assistant is of the staff, too');

select test.nexus_acts('pupil');

select set_eq(
    $$select id from nexus.search_knowledge('graphe', k => 50)$$, array['of-admin', 'of-coach', 'of-pupil'],
    'it is so for words alone'
);
select set_eq(
    $$select id from nexus.search_knowledge(null, test.direction(0), k => 50)$$, array['of-admin', 'of-coach', 'of-pupil'],
    'and for meaning alone'
);
select set_eq(
    $$select id from nexus.search_knowledge('graphe', test.direction(0), k => 3, diversity => 1)$$,
    array['of-admin', 'of-coach', 'of-pupil'],
    'what is hidden takes no place among the k'
);

delete from nexus.user_documents where id in ('of-admin', 'of-coach');
select test.nexus_acts('parent');

select is_empty(
    $$select id from nexus.search_knowledge('graphe', test.direction(0))$$,
    'who may read nothing finds nothing'
);

select test.nexus_acts('nobody');

select throws_ok(
    $$select * from nexus.search_knowledge('graphe')$$,
    'NX001', 'nobody acts in this transaction', 'an actor without an account is nobody'
);

select test.nexus_acts(null);

select throws_ok(
    $$select * from nexus.search_knowledge('graphe')$$,
    'NX001', 'nobody acts in this transaction', 'nobody searches for nobody'
);

select test.nexus_acts('pupil');
set local role nexus_user;

select is(
    (select count(*) from nexus.search_knowledge('graphe', k => 50)), 1::bigint,
    'people search without a right to the tables'
);

reset role;
select * from finish();
rollback;
