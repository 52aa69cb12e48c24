begin;
select plan(30);

select test.nexus_user('admin', 'ADMIN'), test.nexus_user('assistant', 'ASSISTANTE');
set local app.current_user_id = 'admin';

select is(
    (nexus.save_legal_page('cgu', 0, 'Conditions', 'First text')).version, 1, 'a new page begins with version 1'
);
select is(
    (nexus.save_legal_page('cgu', 1, 'Conditions', 'Second text', from_commit => 'abc')).version, 2,
    'a save is the next version'
);
update nexus."LegalPage" set "contentMd" = 'Third text', version = 99, "contentHash" = 'forged' where slug = 'cgu';
select is(
    (select version from nexus."LegalPage" where slug = 'cgu'), 3,
    'a direct update is a save too, and the version is counted, not given'
);
select results_eq(
    $$select version, "contentMd", "contentHash" = encode(sha256(convert_to("contentMd", 'UTF8')), 'hex'), "editorId",
             "gitCommit"
      from nexus."LegalVersion" order by version$$,
    $$values (1, 'First text', true, 'admin', null), (2, 'Second text', true, 'admin', 'abc'),
             (3, 'Third text', true, 'admin', 'abc')$$,
    'each version is kept with its text, its hash, its editor and where it came from'
);
update nexus."LegalPage" set "contentMd" = "contentMd";
select is((select max(version) from nexus."LegalVersion"), 3, 'an update that changes nothing is no save');

select throws_ok(
    $$select nexus.save_legal_page('cgu', 2, 'Conditions', 'Fourth text')$$,
    'NXL01', 'legal page ''cgu'' is in version 3, and the editor saw 2',
    'an editor who saw an older version overwrites nothing'
);
select throws_ok(
    $$select nexus.save_legal_page('cgu', null, 'Conditions', 'Fourth text')$$,
    'NXL01', 'legal page ''cgu'' is in version 3, and the editor saw none',
    'nor does one who says nothing'
);
select throws_ok(
    $$select nexus.save_legal_page('cgv', 1, 'Sales', 'Text')$$,
    'NXL01', 'legal page ''cgv'' is in version 0, and the editor saw 1',
    'a page that is not there has no version 1 to be edited'
);

select results_eq(
    $$select version, "contentMd", "gitCommit" from nexus.restore_legal_page('cgu', 1)$$,
    $$values (4, 'First text', null::text)$$,
    'an old version is restored as the next one'
);
select is((select count(*) from nexus."LegalVersion"), 4::bigint, 'and nothing in between is taken back');
select throws_ok(
    $$select nexus.restore_legal_page('cgu', 5)$$,
    'NXL02', 'legal page ''cgu'' has no version 5', 'what was never saved is not restored'
);
select throws_ok(
    $$select nexus.restore_legal_page('cgv', 1)$$,
    'NXL02', 'legal page ''cgv'' has no version 1', 'nor is a page that is not there'
);
select is((test.error(format('select nexus.restore_legal_page(%L, 5)', slug))).hint, hint, format('which is told of %s', slug))
from (values ('cgu', 'It has versions 1 to 4.'), ('cgv', 'There is no such page.')) as refused (slug, hint);

select throws_ok(
    $$update nexus."LegalVersion" set "contentMd" = 'other' where version = 2$$,
    'NX005', 'version 2 of cgu is history', 'a version is not changed'
);
select throws_ok(
    $$delete from nexus."LegalVersion" where version = 2$$,
    'NX005', 'version 2 of cgu is history', 'nor deleted'
);
select lives_ok($$update nexus."LegalVersion" set slug = slug$$, 'an update that changes nothing is allowed');
select throws_ok(
    $$insert into nexus."LegalVersion" ("pageId", slug, title, "contentMd", version, "contentHash")
      select id, slug, 'x', 'x', 2, 'x' from nexus."LegalPage"$$,
    '23505', 'duplicate key value violates unique constraint "LegalVersion_pageId_version_key"',
    'nor written a second time'
);
select lives_ok($$update nexus."LegalPage" set id = 7001$$, 'a page may get another id');
select is(
    (select array_agg(distinct "pageId") from nexus."LegalVersion"), '{7001}'::integer[], 'and its versions follow'
);

-- An editor of long ago is an address, which an erasure reaches: the address alone.
set local session_replication_role = replica;
update nexus."LegalVersion" set "editorId" = 'editor@example.com' where version = 1;
set local session_replication_role = origin;
select throws_ok(
    format('%s where version = %s', statement, version), 'NX005', format('version %s of cgu is history', version), why
)
from (values
    ('update nexus."LegalVersion" set "editorId" = ''erased''', 2, 'who saved a version and has an account stays its editor'),
    ('update nexus."LegalVersion" set "editorId" = ''erased'', "contentMd" = ''other''', 1,
     'with an editor who has none, the text of a version is not changed either'),
    ('delete from nexus."LegalVersion"', 1, 'nor is the version deleted')
) as tried (statement, version, why);
select lives_ok(
    $$update nexus."LegalVersion" set "editorId" = 'erased' where version = 1$$, 'but such an editor may be erased'
);

-- A page from before versions were kept.
set local session_replication_role = replica;
delete from nexus."LegalVersion";
set local session_replication_role = origin;
select is((nexus.save_legal_page('cgu', 5, 'Conditions', 'New')).version, 6, 'a page without versions is saved');
select results_eq(
    'select version, "contentMd" from nexus."LegalVersion" order by version',
    $$values (5, 'First text'), (6, 'New')$$,
    'and the text that was there becomes a version as well'
);

-- Two pages beside it, one of them from before versions were kept, in the version in which the other one is.
select nexus.save_legal_page('cgv', 0, 'Sales', 'Of sales'), nexus.save_legal_page('a-propos', 0, 'About', 'About us');
select is((nexus.save_legal_page('cgu', 6, 'Conditions', 'Newer')).version, 7, 'a page is saved beside others');
select is((nexus.restore_legal_page('cgu', 6)).version, 8, 'and restored');
set local session_replication_role = replica;
delete from nexus."LegalVersion" where slug = 'cgv';
set local session_replication_role = origin;
select nexus.save_legal_page('cgv', 1, 'Sales', 'Of all sales');
select results_eq(
    'select slug, version, "contentMd" from nexus."LegalVersion" where version <= 2 or version >= 7 order by slug, version',
    $$values ('a-propos', 1, 'About us'), ('cgu', 7, 'Newer'), ('cgu', 8, 'New'), ('cgv', 1, 'Of sales'), ('cgv', 2, 'Of all sales')$$,
    'each page has its own versions, and what is done to one leaves the others as they are'
);

set local app.current_user_id = 'assistant';
select throws_ok(
    $$select nexus.save_legal_page('cgu', 6, 'Conditions', 'Text')$$,
    'NX002', 'only ADMIN may do this, and the actor is ASSISTANTE', 'an assistant saves no legal page'
);

select * from finish();
rollback;
