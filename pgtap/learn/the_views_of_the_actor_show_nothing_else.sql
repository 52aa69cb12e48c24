begin;
select plan(24);

-- ada and eve take the course basics; ada is the owner of one session and left another; bob watches the first.
select test.learn_course(), test.learn_draft('draft', 'ivy', '{intro}'), test.learn_user('sam', 'INSTRUCTOR'), test.learn_draft('own', 'sam', '{intro}');
select test.learn_act('eve');
select learn.enroll(test.learn_id('basics'));
select test.learn_act('ada');
select learn.enroll(test.learn_id('basics'));
insert into learn.collaboration_sessions (id, name, owner_id)
values (test.learn_id('pair'), 'Pair', test.learn_id('ada')), (test.learn_id('past'), 'Past', test.learn_id('bob'));
insert into learn.session_participants (session_id, user_id, role, left_at)
values (test.learn_id('pair'), test.learn_id('ada'), 'OWNER', null),
       (test.learn_id('pair'), test.learn_id('bob'), 'VIEWER', null),
       (test.learn_id('past'), test.learn_id('ada'), 'EDITOR', now());

create function pg_temp.own(actor text) returns text language plpgsql as $$
declare
    said text;
begin
    perform test.learn_act(actor);
    set local role learn_user;
    said := format('%s courses, %s sessions', (select count(*) from learn.actor_taken as t),
                   (select count(*) from learn.actor_memberships as m));
    reset role;
    return said;
end
$$;

select is(pg_temp.own('ada'), '1 courses, 1 sessions', 'who takes a course and is in a session sees both, and not the session that was left');
select is(pg_temp.own('bob'), '0 courses, 1 sessions', 'who is in a session sees one''s own membership, and not the others');
select is(pg_temp.own('eve'), '1 courses, 0 sessions', 'an administrator sees nothing that is somebody else''s');
select is(pg_temp.own(null), '0 courses, 0 sessions', 'nobody sees nothing');

select test.learn_act('ada');
select results_eq(
    'select version_id from learn.actor_taken', $$values (test.learn_id('basics 1'))$$,
    'a course stands as the version in which it is taken'
);
select results_eq('select session_id from learn.actor_memberships', $$values (test.learn_id('pair'))$$, 'a session stands with its id');

-- A function of the reader's that tells what it was shown is asked after the view has left out the rows of others.
create temporary table shown (id uuid);
grant insert on shown to learn_user;
create function pg_temp.tell(id uuid) returns boolean language plpgsql cost 0.0001 as $$
begin
    insert into shown values (id);
    return true;
end
$$;
select test.learn_act('bob');
set local enable_indexscan = off;
set local enable_bitmapscan = off;
set local role learn_user;
select count(*) from learn.actor_memberships where pg_temp.tell(session_id);
select count(*) from learn.actor_taken where pg_temp.tell(version_id);
reset role;
select results_eq('select id from shown', $$values (test.learn_id('pair'))$$, 'a condition of the reader meets the reader''s own rows alone');

select is(
    (select string_agg(format('%s %s', relname, reloptions), ', ' order by relname)
     from pg_class where relname ~ '^actor_' and relnamespace = 'learn'::regnamespace),
    'actor_memberships {security_barrier=true}, actor_taken {security_barrier=true}',
    'they read as their owner, behind a barrier'
);

-- The functions beside them.
create function pg_temp.listed(actor text) returns uuid[][] language plpgsql as $$
begin
    perform test.learn_act(actor);
    return array[learn.actor_courses(), learn.actor_versions()];
end
$$;
select is(pg_temp.listed('ada'), array[array[test.learn_id('basics')], array[test.learn_id('basics 1')]], 'courses are listed once, though others take them');
select is(pg_temp.listed('bob'), '{}', 'and none for who takes none');

-- What is not published is seen by who takes it, wrote it, or may delete it.
update learn.courses set status = 'ARCHIVED' where id = test.learn_id('basics');
create function pg_temp.seen(actor text) returns text[] language plpgsql as $$
declare
    said text[];
begin
    perform test.learn_act(actor);
    said := array(select c.slug from learn.courses as c where learn.sees_course(c.id) order by c.slug);
    return said;
end
$$;
select is(pg_temp.seen('ada'), '{basics}'::text[], 'who takes a course sees it when it is archived');
select is(pg_temp.seen('bob'), '{}'::text[], 'who does not take it sees it no more');
select is(pg_temp.seen('ivy'), '{basics,draft}'::text[], 'who wrote courses sees them');
select is(pg_temp.seen('sam'), '{own}'::text[], 'another instructor sees the own alone');
select is(pg_temp.seen('max'), '{basics,draft,own}'::text[], 'a moderator sees all of them');
create function pg_temp.edits(actor text) returns boolean[] language plpgsql as $$
begin
    perform test.learn_act(actor);
    return array[learn.edits_lesson(test.learn_id('basics intro')), learn.edits_lesson(test.learn_id('no such lesson'))];
end
$$;
create function pg_temp.authored(actor text) returns text[] language plpgsql as $$
begin
    perform test.learn_act(actor);
    return array(select c.slug from learn.courses as c where c.id = any (learn.actor_authored()) order by c.slug);
end
$$;
select is(pg_temp.authored('ivy'), '{basics,draft}'::text[], 'what one wrote is listed');
select is(pg_temp.edits('ivy'), '{t,f}'::boolean[], 'who wrote a course edits its lessons');
select is(pg_temp.edits('sam'), '{f,f}'::boolean[], 'another instructor does not, having some of the own');
select is(pg_temp.edits('max'), '{t,f}'::boolean[], 'a moderator edits all that there are');
select is(pg_temp.edits('ada'), '{f,f}'::boolean[], 'a student edits none');
update learn.users set role = 'STUDENT' where id = test.learn_id('ivy');
select is(pg_temp.authored('ivy'), '{}'::text[], 'while one is an instructor');
select is(pg_temp.seen('ivy'), '{}'::text[], 'who wrote courses, and is no instructor any more, sees them no more');
update learn.course_enrollments set status = 'DROPPED';
select is(pg_temp.listed('ada'), '{}', 'what was dropped is not listed');
select is(pg_temp.own('ada') || ', ' || (pg_temp.seen('ada'))::text, '0 courses, 1 sessions, {}', 'a course that was dropped is taken no more');

select * from finish();
rollback;
