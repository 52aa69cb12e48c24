begin;
select plan(85);

select test.nexus_world();
select test.nexus_rules_aside();

-- A copy of a row of the world: with its own id, so that only what is named collides.
create temporary table tried (relation text, columns text[], other text, key text);
insert into tried values
    ('users', '{email}', '{"email": "new@example.com"}', 'users_email_key'),
    ('parent_profiles', '{userId}', '{"userId": "assistant"}', 'parent_profiles_userId_key'),
    ('student_profiles', '{userId}', '{"userId": "assistant"}', 'student_profiles_userId_key'),
    ('students', '{userId}', '{"userId": "assistant"}', 'students_userId_key'),
    ('student_badges', '{studentId, badgeId}', '{"badgeId": "badge 2"}', 'student_badges_studentId_badgeId_key'),
    ('badges', '{name}', '{"name": "Second"}', 'badges_name_key'),
    ('credit_wallets', '{userId}', '{"userId": "assistant"}', 'credit_wallets_userId_key'),
    ('user_documents', '{storageKey}', '{"storageKey": "key-2"}', 'user_documents_storageKey_key'),
    ('student_profile_data', '{studentId}', '{"studentId": "pupil 2"}', 'student_profile_data_studentId_key'),
    ('product_pricing', '{itemType, itemKey}', '{"itemKey": "IMMERSION"}', 'product_pricing_itemType_itemKey_key'),
    ('pricing', '{service, variable}', '{"variable": "other"}', 'pricing_service_variable_key'),
    ('LegalPage', '{slug}', '{"slug": "cgv"}', 'LegalPage_slug_key');

insert into nexus.badges (id, name, description, category, condition)
    values ('badge 2', 'Other', 'd', 'ASSIDUITE', 'c');
select test.nexus_student('pupil 2', 'parent');

select throws_ok(
    format(
        'insert into nexus.%1$I
         select (jsonb_populate_record(r, jsonb_build_object(''id'', %2$s))).* from nexus.%1$I as r
         order by "id" limit 1',
        relation, case when relation in ('credit_wallets', 'pricing', 'LegalPage') then '8001' else '''new''' end
    ),
    '23505', format('duplicate key value violates unique constraint "%s"', key),
    format('%s: %s stands once', relation, array_to_string(columns, ', '))
)
from tried;

select lives_ok(
    format(
        'insert into nexus.%1$I
         select (jsonb_populate_record(r, jsonb_build_object(''id'', %2$s) || %3$L)).* from nexus.%1$I as r
         order by "id" limit 1',
        relation, case when relation in ('credit_wallets', 'pricing', 'LegalPage') then '8001' else '''new''' end, other
    ),
    format('%s: another %s is another row', relation, columns[cardinality(columns)])
)
from tried;

select throws_ok(
    $$insert into nexus.coach_profiles ("userId", pseudonym, subjects) values ('coach', 'Zénon', '[]')$$,
    '23505', 'duplicate key value violates unique constraint "coach_profiles_userId_key"',
    'a user is one coach'
);
select throws_ok(
    $$insert into nexus.coach_profiles ("userId", pseudonym, subjects) values ('assistant', 'coach', '[]')$$,
    '23505', 'duplicate key value violates unique constraint "coach_profiles_pseudonym_key"',
    'a pseudonym is one coach'
);
select lives_ok(
    $$insert into nexus.coach_profiles ("userId", pseudonym, subjects) values ('assistant', 'Zénon', '[]')$$,
    'another user with another pseudonym is another coach'
);
select lives_ok(
    $$
        insert into nexus.student_badges ("studentId", "badgeId") values ('pupil 2', 'badge');
        insert into nexus.product_pricing ("itemType", "itemKey", amount, description)
            values ('PACK', 'HYBRIDE', 1, 'd');
        insert into nexus.pricing (service, variable, valeur) values ('Studio Flex', 'ARIA_tarif_matiere', 1)
    $$,
    'where two columns make the key, either may be repeated'
);

-- The ids of all tables: a copy as it is.
select throws_ok(
    format('insert into nexus.%1$I select r.* from nexus.%1$I as r order by 1 limit 1', relation),
    '23505', format('duplicate key value violates unique constraint "%s_pkey"', relation),
    format('%s: the primary key stands once', relation)
)
from (
    select "table" as relation from test.tables('nexus') where kind = 'table'
    -- What functions alone fill is tried where these are.
    except values ('aria_requests'), ('ingest_chunks'), ('ingest_works'), ('payment_orders'), ('provider_events'), ('provider_secrets')
) as listed;

select is(
    (select count(*) from test.indexes('nexus') where definition ~ '^CREATE UNIQUE'), 99::bigint,
    'nexus has 99 unique indexes, each tried here or in the file about its rule'
);

select * from finish();
rollback;
