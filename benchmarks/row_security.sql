-- Rows of a platform of some size, right by construction: triggers and foreign keys need not look.
set session_replication_role = replica;

insert into learn.users (id, email, name)
select md5('user' || n)::uuid, 'user' || n || '@example.com', 'User ' || n from generate_series(1, 20000) as n;

insert into learn.courses (id, slug, title, description, estimated_minutes, status, published_at, author_id)
select md5('course' || n)::uuid, 'course-' || n, 'Course ' || n, repeat('About it. ', 20), 60,
       case when n % 10 = 0 then 'DRAFT' else 'PUBLISHED' end, timestamptz '2026-01-01' + n * interval '1 hour',
       md5('user' || n)::uuid
from generate_series(1, 500) as n;

insert into learn.course_versions (id, course_id, number, version, status, lesson_count, published_at)
select md5('version' || n)::uuid, md5('course' || n)::uuid, 1, '1.0.0', case when n % 10 = 0 then 'DRAFT' else 'PUBLISHED' end, 20,
       case when n % 10 <> 0 then timestamptz '2026-01-01' end
from generate_series(1, 500) as n;

insert into learn.modules (id, course_id, version_id, slug, title, description, position)
select md5(format('module%s-%s', n, m))::uuid, md5('course' || n)::uuid, md5('version' || n)::uuid, 'm' || m, 'Module', '', m
from generate_series(1, 500) as n, generate_series(1, 2) as m;

insert into learn.lessons (id, course_id, version_id, module_id, slug, title, description, type, position, content)
select md5(format('lesson%s-%s', n, l))::uuid, md5('course' || n)::uuid, md5('version' || n)::uuid,
       md5(format('module%s-%s', n, 1 + (l - 1) / 10))::uuid, 'l' || l, 'Lesson', '', 'THEORY', l,
       jsonb_build_object('body', repeat('Read this. ', 100))
from generate_series(1, 500) as n, generate_series(1, 20) as l;

-- Everybody takes three courses; the person of the benchmark the seventh among them.
insert into learn.course_enrollments (user_id, course_id, version_id, lesson_count)
select md5('user' || u)::uuid, md5('course' || c)::uuid, md5('version' || c)::uuid, 20
from generate_series(1, 20000) as u, unnest(array[1 + u % 9, 11 + u % 9, 21 + u % 9]) as c;

insert into learn.course_enrollments (user_id, course_id, version_id, lesson_count)
values (md5('user7')::uuid, md5('course7')::uuid, md5('version7')::uuid, 20);

insert into learn.user_progress (user_id, lesson_id, course_id, version_id, module_id, status, started_at)
select e.user_id, l.id, l.course_id, l.version_id, l.module_id, 'IN_PROGRESS', now()
from learn.course_enrollments as e
join learn.lessons as l on l.course_id = e.course_id
where l.position <= 6;

insert into learn.xp_events (user_id, source_type, source_id, amount, created_at)
select md5('user' || u)::uuid, 'LESSON', n::text, 100, timestamptz '2026-01-01' + n * interval '1 hour'
from generate_series(1, 5000) as u, generate_series(1, 30) as n;

insert into learn.collaboration_sessions (id, name, owner_id, version, document_length)
select md5('session' || n)::uuid, 'Session', md5('user' || n)::uuid, 200, 200 from generate_series(1, 500) as n;

insert into learn.session_participants (session_id, user_id, role)
select md5('session' || n)::uuid, md5('user' || n)::uuid, 'OWNER' from generate_series(1, 500) as n;

insert into learn.session_operations (session_id, version, author_id, kind, position, content, client_version)
select md5('session' || n)::uuid, v, md5('user' || n)::uuid, 'INSERT', 0, 'x', v - 1
from generate_series(1, 500) as n, generate_series(1, 200) as v;

insert into learn.chat_messages (session_id, author_id, content, created_at)
select md5('session' || n)::uuid, md5('user' || n)::uuid, 'Hello', timestamptz '2026-01-01' + m * interval '1 minute'
from generate_series(1, 500) as n, generate_series(1, 100) as m;

insert into learn.community_posts (author_id, course_id, title, body, created_at)
select md5('user' || n)::uuid, md5('course' || 1 + n % 500)::uuid, 'Help', repeat('Why? ', 50),
       timestamptz '2026-01-01' + n * interval '1 minute'
from generate_series(1, 20000) as n;

reset session_replication_role;

vacuum analyze learn.users, learn.courses, learn.course_versions, learn.modules, learn.lessons, learn.course_enrollments,
    learn.user_progress, learn.xp_events, learn.collaboration_sessions, learn.session_participants, learn.session_operations,
    learn.chat_messages, learn.community_posts;
