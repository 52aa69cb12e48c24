begin;
select plan(65);

-- ivy writes a course in each language; ada takes the French one, bob nothing; the lesson "secret" unlocks tomorrow, "essai"
-- is a preview; a third course is a draft.
select test.learn_user('ada'), test.learn_user('bob'), test.learn_user('ivy', 'INSTRUCTOR'), test.learn_user('max', 'MODERATOR'),
       test.learn_user('sam', 'INSTRUCTOR');
select test.learn_draft('tokens', 'ivy', '{mapping}'), test.learn_draft('jetons', 'ivy', '{cours,secret,essai}'),
       test.learn_draft('draft', 'ivy', '{hidden}'), test.learn_draft('marsupials', 'sam', '{quokka}');
update learn.courses set title = 'Fungible tokens', description = 'Transferring balances safely.' where slug = 'tokens';
update learn.courses set title = 'Les jetons', description = 'Le déploiement d''un contrat.', language = 'fr' where slug = 'jetons';
update learn.courses set title = 'Reentrancy unpublished', description = 'Balances are drained.' where slug = 'draft';
insert into learn.course_translations (course_id, language, title, description)
values (test.learn_id('tokens'), 'fr', 'Jetons fongibles', 'Transférer des soldes.');
update learn.lessons as l
set title = e.title, description = '', content = jsonb_build_object('blocks', jsonb_build_array(jsonb_build_object('text', e.body))),
    is_preview = e.slug = 'essai', unlock_at = case when e.slug = 'secret' then now() + interval '1 day' end
from (values
    ('mapping', 'Mappings', 'A mapping keeps the balances of each address.'),
    ('cours', 'Le déploiement', 'On déploie le contrat avec un compte.'),
    ('secret', 'Le déploiement secret', 'Les contrats secrets sont déployés demain.'),
    ('essai', 'Un essai', 'Un déploiement pour essayer.'),
    ('hidden', 'Reentrancy hidden', 'The balances of a contract are drained.')
) as e (slug, title, body)
where l.slug = e.slug;
insert into learn.lesson_translations (lesson_id, language, title, description, content)
values (test.learn_id('jetons cours'), 'en', 'Deployment', '', '{"text": "The ubiquitous gas is paid."}'),
       (test.learn_id('jetons essai'), 'en', 'An essay', '', '{"text": "The wombat tries it."}');
select test.learn_publish('tokens'), test.learn_publish('jetons');
insert into learn.community_posts (id, author_id, language, title, body, status) values
    (test.learn_id('shown'), test.learn_id('bob'), 'en', 'Gas', 'Why are my balances empty?', 'VISIBLE'),
    (test.learn_id('moderated'), test.learn_id('bob'), 'en', 'Insulted balances', 'What a swindler.', 'HIDDEN'),
    (test.learn_id('taken back'), test.learn_id('bob'), 'en', 'Mistaken balances', 'Forget that swindler.', 'DELETED');
select test.learn_act('ada');
select learn.enroll(test.learn_id('jetons'));

create function pg_temp.found(actor text, query text, kinds text[] default '{COURSE,LESSON,POST}') returns text[]
language plpgsql as $$
declare
    titles text[];
begin
    perform test.learn_act(actor);
    set local role learn_user;
    titles := array(select s.title from learn.search(query, kinds) as s);
    reset role;
    return titles;
end
$$;
create function pg_temp.snippet(actor text, query text) returns text language plpgsql as $$
declare
    said text;
begin
    perform test.learn_act(actor);
    set local role learn_user;
    said := (select s.snippet from learn.search(query) as s limit 1);
    reset role;
    return said;
end
$$;

create function pg_temp.asked_of_lessons(actor text, query text) returns bigint language plpgsql set track_functions = 'pl' as $$
declare
    before constant bigint := coalesce(pg_stat_get_xact_function_calls('learn.sees_lesson(uuid)'::regprocedure), 0);
begin
    perform pg_temp.found(actor, query, '{LESSON}');
    return coalesce(pg_stat_get_xact_function_calls('learn.sees_lesson(uuid)'::regprocedure), 0) - before;
end
$$;

-- Words.
select is(pg_temp.found('bob', 'transfer balance', '{COURSE}'), '{Fungible tokens}'::text[], 'English words are found whatever their ending');
select is(pg_temp.found('bob', 'deploiement', '{COURSE}'), '{"Les jetons"}'::text[], 'French words are found without their accents');
select is(pg_temp.found('bob', 'soldes'), '{"Jetons fongibles"}'::text[], 'a course is found by its translation');
select is(pg_temp.found('ada', 'ubiquitous'), '{Deployment}'::text[], 'and so is a lesson');
select results_eq(
    $$select s.language, s.title from learn.search('soldes') as s$$, $$values ('fr', 'Jetons fongibles')$$,
    'what is found is said to be in its own language'
);
select is(pg_temp.found('bob', 'the'), '{}'::text[], 'what stands in every sentence is not searched');
select is(pg_temp.found('bob', 'le', '{COURSE}'), '{}'::text[], 'in French neither');
select is(pg_temp.found('bob', '"safely balances"'), '{}'::text[], 'in quotes words stand in their order');
select is(pg_temp.found('bob', 'balances -transferring', '{COURSE,POST}'), '{Gas}'::text[], 'what is left out is left out');
select is(pg_temp.found('bob', 'fongibles or safely', '{COURSE}'), '{"Jetons fongibles","Fungible tokens"}'::text[], 'one or the other is asked for, in both languages');
select is(pg_temp.found('ada', 'deploiement', '{LESSON}'), '{"Le déploiement","Un essai"}'::text[], 'a word in the title weighs more than one in the text');
select is(pg_temp.found('bob', 'balances', '{POST}'), '{Gas}'::text[], 'posts are found by their text');
select is(pg_temp.snippet('bob', 'empty'), 'balances ⟪empty⟫', 'a snippet marks what was found');
select is(pg_temp.snippet('ada', 'comptes'), 'déploie le contrat avec un ⟪compte⟫', 'also in another form of the word');
select matches(pg_temp.snippet('ivy', 'address'), '⟪address⟫', 'a snippet of a lesson is from its text, in either language');

-- Letters.
select is(pg_temp.found('bob', 'fungibel tokns'), '{"Fungible tokens"}'::text[], 'what is misspelt is found by its letters');
select is(pg_temp.found('bob', 'Fun'), '{}'::text[], 'three letters are too few');
select is(pg_temp.found('bob', 'Gass'), '{Gas}'::text[], 'four are enough');
select is(pg_temp.snippet('bob', 'fungibel tokns'), null, 'and has no snippet');
select is(pg_temp.found('bob', 'Un esai', '{LESSON}'), '{"Un essai"}'::text[], 'a lesson is found so, once');
select is(pg_temp.found('bob', rpad('balances', 200) || 'z', '{POST}'), '{Gas}'::text[], 'of a question two hundred letters are read');
select is(
    length(learn.text_of(to_jsonb(repeat('x', 100001)))), 100000, 'and of a content a hundred thousand'
);
select is(pg_temp.found('bob', 'xyzzy'), '{}'::text[], 'what is nowhere is not found');
select is(
    (select array[d @@ '1234', d @@ '12345'] from learn.search_document('en', '', '', repeat('. ', 49998) || '12345') as d),
    '{t,f}'::boolean[], 'of a text the first hundred thousand letters are searched'
);

-- What may not be seen.
select is(pg_temp.found('bob', 'déploiement', '{LESSON}'), '{"Un essai"}'::text[], 'who does not take a course finds its previews alone');
select is(pg_temp.found('bob', 'wombat'), '{"An essay"}'::text[], 'also by its translation');
select is(pg_temp.found('max', 'wombat'), '{"An essay"}'::text[], 'which staff find once, too');
select is(pg_temp.found('sam', 'quokka', '{LESSON}'), '{quokka}'::text[], 'who writes a course finds its lessons');
set local session_replication_role = replica;
update learn.lessons set is_preview = not is_preview where slug in ('essai', 'mapping');
select is(pg_temp.found('bob', 'address', '{LESSON}'), '{Mappings}'::text[], 'a preview in English is found as one in French');
-- Whether a lesson is open is asked of those that may be. Without a preview that is none for bob, however many answer.
update learn.lessons set is_preview = false where slug = 'mapping';
select is(pg_temp.asked_of_lessons('bob', 'deploiement or wombat'), 0::bigint, 'what cannot be open is not looked at one by one');
select cmp_ok(pg_temp.asked_of_lessons('ada', 'deploiement or wombat'), '>', 0::bigint, 'what can be is');
update learn.lessons set is_preview = true where slug = 'essai';
set local session_replication_role = origin;
select is(pg_temp.found('ada', 'secrets demain'), '{}'::text[], 'who takes it does not find what is still locked');
select is(pg_temp.found('ivy', 'secrets demain'), '{"Le déploiement secret"}'::text[], 'who wrote it does');
select is(pg_temp.found('bob', 'drained'), '{}'::text[], 'a draft is not found');
select is(pg_temp.found('sam', 'drained'), '{}'::text[], 'by another instructor neither');
select is(pg_temp.found('ivy', 'drained'), '{"Reentrancy unpublished","Reentrancy hidden"}'::text[], 'its author finds course and lesson');
select is(pg_temp.found('max', 'drained'), '{"Reentrancy unpublished","Reentrancy hidden"}'::text[], 'and so does a moderator');
select is(pg_temp.found('bob', 'Reentrancy unpublishd'), '{}'::text[], 'a draft is not found by its letters');
select is(pg_temp.found('ivy', 'Reentrancy unpublishd', '{COURSE}'), '{"Reentrancy unpublished"}'::text[], 'its author finds it so');
select is(
    pg_temp.found('ivy', 'Reentrancy unpublishd'), '{"Reentrancy unpublished","Reentrancy hidden"}'::text[],
    'what has more of its letters stands before what comes first in the alphabet'
);
select is(pg_temp.found('ada', 'reentrancy hiddn', '{LESSON}'), '{}'::text[], 'and nor is a lesson of a draft');
select is(pg_temp.found('max', 'swindler'), '{}'::text[], 'what was hidden or deleted is not searched');
select is(pg_temp.found('bob', 'Insultd balancs', '{POST}'), '{}'::text[], 'nor by its letters');

-- The mark of a rank is of the one text: it is the same whatever else there is that one may not see.
create temporary table ranked as select null::text as actor, null::real as rank limit 0;
select test.learn_act('bob');
insert into ranked select 'bob', rank from learn.search('balances', '{COURSE}');
delete from learn.courses where slug = 'draft';
insert into ranked select 'alone', rank from learn.search('balances', '{COURSE}');
select is((select count(distinct rank) from ranked), 1::bigint, 'a rank does not depend on what is hidden');

-- Of what very many texts say, the latest hundred of a kind are ranked: posts by their time, courses by that of publication,
-- lessons in the order of their ids.
insert into learn.community_posts (author_id, language, title, body, created_at)
select test.learn_id('bob'), case when n % 2 = 0 then 'fr' else 'en' end, 'Zebra ' || n, 'A zebra.',
       now() - n * interval '1 minute'
from generate_series(1, 210) as n;
select test.learn_act('bob');
select set_eq(
    $$select s.title from learn.search('zebra', '{POST}', 100) as s$$,
    $$select 'Zebra ' || n from generate_series(1, 100) as n$$,
    'the latest hundred posts are found, in both languages together'
);
select is((select count(*) from learn.search('zebra', '{POST}', 100, 98)), 2::bigint, 'and no further page has more');
select is_empty($$select from learn.search('zebra', '{COURSE,LESSON}')$$, 'who asks for no posts finds none');
select test.learn_draft('herd-' || n, 'ivy', '{}') from generate_series(1, 103) as n;
update learn.courses set title = 'Giraffe', published_at = now() - substr(slug, 6)::integer * interval '1 minute'
where slug like 'herd-%';
select test.learn_act('max');
select set_eq(
    $$select s.id from learn.search('giraffe', '{COURSE}', 100) as s$$,
    $$select c.id from learn.courses as c where c.slug like 'herd-%' order by substr(c.slug, 6)::integer limit 100$$,
    'the hundred courses that were published last'
);
select test.learn_draft('zoo', 'ivy', (select array_agg('giraffe-' || n) from generate_series(1, 103) as n));
select test.learn_act('max');
select set_eq(
    $$select s.id from learn.search('giraffe', '{LESSON}', 100) as s$$,
    $$select l.id from learn.lessons as l where l.course_id = test.learn_id('zoo') order by l.id limit 100$$,
    'a hundred lessons'
);
select is((select count(*) from learn.search('giraffe', how_many => 1000)), 100::bigint, 'and of all kinds together a page has no more');

-- What staff find is asked for by language: of lessons, and of their translations.
select test.learn_draft('safari', 'ivy', '{giraffe-a,giraffe-b,lion}');
update learn.courses set language = 'fr' where slug = 'safari';
insert into learn.lesson_translations (lesson_id, language, title, description)
select l.id, case l.slug when 'giraffe-1' then 'fr' else 'en' end, 'The giraffe', ''
from learn.lessons as l
where l.slug in ('giraffe-1', 'giraffe-a', 'giraffe-b') or l.slug = 'lion';
create function pg_temp.listed(how_many integer) returns text[] language sql as $$
    select array_agg(format('%s %s %s', id, language, translated) order by place)
    from learn.lessons_found(
        websearch_to_tsquery('learn.english', 'giraffe'), websearch_to_tsquery('learn.french', 'giraffe'), how_many
    ) with ordinality as f (id, language, translated, place)
$$;
create temporary view expected as
    select l.id, c.language, false as translated
    from learn.lessons as l join learn.courses as c on c.id = l.course_id
    where l.slug like 'giraffe-%'
    union all
    select lesson_id, language, true from learn.lesson_translations where title = 'The giraffe';
select is(
    pg_temp.listed(1000), (select array_agg(format('%s %s %s', id, language, translated) order by id, language) from expected),
    'each in its own language and in those that it was translated into'
);
select is(pg_temp.listed(7), (pg_temp.listed(1000))[:7], 'the first of them in the order of their ids');

-- Pages, and what makes no sense.
select test.learn_act('ivy');
select results_eq(
    $$select s.title from learn.search('balances', how_many => 1, skip => 1) as s$$,
    $$select s.title from learn.search('balances') as s offset 1 limit 1$$,
    'a page is a part of the list'
);
select is_empty($$select from learn.search('balances', how_many => -1)$$, 'as few as none');
select is_empty($$select from learn.search('fungibel tokns', skip => 1)$$, 'a second page is not guessed by letters');
select results_eq(
    $$select s.title from learn.search('fungibel tokns', skip => -1) as s$$, array['Fungible tokens'],
    'to leave out less than none is to leave out none'
);
select is_empty('select from learn.search(null)', 'nothing is not found');
select lives_ok($$select learn.search('((" -or & | ! <->' || repeat('x', 100000))$$, 'whatever is typed is a question');
select throws_ok(
    $$select learn.search('x', '{COURSE,USER}')$$, 'LNF01', 'there is no search among COURSE, USER', 'people are not searched'
);
select throws_ok($$select learn.search('x', null)$$, 'LNF01', 'there is no search among NULL', 'nor nothing');
select test.learn_act(null);
select throws_ok(
    $$select learn.search('x')$$, 'LN001', 'nobody acts in this transaction, or somebody who is not an active user', 'nobody searches'
);

select set_eq(
    $$
        select configuration, array_to_string(dictionaries, ' '), string_agg(token, ' ' order by token)
        from test.text_search_mappings('learn')
        group by configuration, dictionaries
    $$,
    $$values
        ('french', 'learn.french_stop extensions.unaccent french_stem',
         'asciihword asciiword hword hword_asciipart hword_part word'),
        ('french', 'simple', 'email file float host hword_numpart int numhword numword sfloat uint url url_path version'),
        ('english', 'extensions.unaccent english_stem', 'asciihword asciiword hword hword_asciipart hword_part word'),
        ('english', 'simple', 'email file float host hword_numpart int numhword numword sfloat uint url url_path version')
    $$,
    'there are two configurations, and each word goes through these dictionaries'
);

-- The letters have an index each. Among a handful of rows the planner would rather read them all.
set local enable_seqscan = off;
select test.uses_index(
    format('select from learn.%I where title operator(extensions.%%>) %L', relation, 'zebra'), relation || '_title_trgm_idx',
    'titles of ' || relation || ' are compared by an index'
) from unnest(array['courses', 'lessons', 'community_posts']) as relation;

select * from finish();
rollback;
