-- depends: learn-0028-secure-tutor-and-rewards
--
-- Row security on collaboration and analytics: members of a session see what is in it. Partitions of learning_analytics are
-- granted to nobody, so that they are read through their table and its policies.
--
-- Row security is on before anything is granted. The owner, whose functions act for everybody, and the trusted server see all rows;
-- learn_user sees what the actor may see; learn_readonly what reports need.
--
-- Access exclusive on each table for the instant of its change; rewrites nothing, loses nothing.
--
-- pgassay: allow wide-lock-window because nothing was granted before, so that nobody uses these tables yet

set local role learn_owner;

alter table learn.collaboration_sessions enable row level security;
alter table learn.collaboration_sessions force row level security;

create policy everything on learn.collaboration_sessions for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.collaboration_sessions is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.collaboration_sessions for select to learn_user
    using (
        id = any ((select learn.actor_sessions())::uuid[]) or owner_id = (select learn.actor_id()) or (select learn.actor_may('collaboration:moderate'))
    );

comment on policy read on learn.collaboration_sessions is
    'Sessions are for who is in them, and for moderators.';

grant select on learn.collaboration_sessions to learn_app;
grant select on learn.collaboration_sessions to learn_user;

alter table learn.session_participants enable row level security;
alter table learn.session_participants force row level security;

create policy everything on learn.session_participants for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.session_participants is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.session_participants for select to learn_user
    using (
        session_id = any ((select learn.actor_sessions())::uuid[]) or user_id = (select learn.actor_id()) or (select learn.actor_may('collaboration:moderate'))
    );

comment on policy read on learn.session_participants is
    'Who is in a session sees who else is.';

grant select on learn.session_participants to learn_app;
grant select on learn.session_participants to learn_user;

alter table learn.session_operations enable row level security;
alter table learn.session_operations force row level security;

create policy everything on learn.session_operations for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.session_operations is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.session_operations for select to learn_user
    using (
        session_id = any ((select learn.actor_sessions())::uuid[]) or (select learn.actor_may('collaboration:moderate'))
    );

comment on policy read on learn.session_operations is
    'The document is for who is in the session, and for moderators.';

grant select on learn.session_operations to learn_app;
grant select on learn.session_operations to learn_user;

alter table learn.session_snapshots enable row level security;
alter table learn.session_snapshots force row level security;

create policy everything on learn.session_snapshots for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.session_snapshots is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.session_snapshots for select to learn_user
    using (
        session_id = any ((select learn.actor_sessions())::uuid[]) or (select learn.actor_may('collaboration:moderate'))
    );

comment on policy read on learn.session_snapshots is
    'The document is for who is in the session, and for moderators.';

grant select on learn.session_snapshots to learn_app;
grant select on learn.session_snapshots to learn_user;

alter table learn.chat_messages enable row level security;
alter table learn.chat_messages force row level security;

create policy everything on learn.chat_messages for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.chat_messages is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.chat_messages for select to learn_user
    using (
        session_id = any ((select learn.actor_sessions())::uuid[]) or (select learn.actor_may('collaboration:moderate'))
    );

comment on policy read on learn.chat_messages is
    'What is said is for who is in the session, and for moderators.';

grant select on learn.chat_messages to learn_app;
grant select on learn.chat_messages to learn_user;

alter table learn.message_reactions enable row level security;
alter table learn.message_reactions force row level security;

create policy everything on learn.message_reactions for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.message_reactions is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.message_reactions for select to learn_user
    using (exists (select from learn.chat_messages as m where m.id = message_id));

comment on policy read on learn.message_reactions is
    'Who sees the message sees what others think of it.';

grant select on learn.message_reactions to learn_app;
grant select on learn.message_reactions to learn_user;

alter table learn.message_edits enable row level security;
alter table learn.message_edits force row level security;

create policy everything on learn.message_edits for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.message_edits is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.message_edits for select to learn_user
    using (exists (select from learn.chat_messages as m where m.id = message_id));

comment on policy read on learn.message_edits is
    'Who sees the message sees what it said before.';

grant select on learn.message_edits to learn_app;
grant select on learn.message_edits to learn_user;

alter table learn.learning_analytics enable row level security;
alter table learn.learning_analytics force row level security;

create policy everything on learn.learning_analytics for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.learning_analytics is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.learning_analytics for select to learn_user
    using (user_id = (select learn.actor_id()) or (select learn.actor_may('analytics:view')));

comment on policy read on learn.learning_analytics is
    'Everybody sees the own events, analysts all.';

create policy report on learn.learning_analytics for select to learn_readonly using (true);

comment on policy report on learn.learning_analytics is
    'Reports count over everybody; what is granted to them holds neither addresses nor texts that people wrote.';

grant select, insert on learn.learning_analytics to learn_app;
grant select on learn.learning_analytics to learn_user;
grant select (
    id, user_id, session_id, event_type, course_id, lesson_id, duration_ms, "timestamp"
) on learn.learning_analytics to learn_readonly;

alter table learn.daily_user_stats enable row level security;
alter table learn.daily_user_stats force row level security;

create policy everything on learn.daily_user_stats for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.daily_user_stats is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.daily_user_stats for select to learn_user
    using (user_id = (select learn.actor_id()) or (select learn.actor_may('analytics:view')));

comment on policy read on learn.daily_user_stats is
    'Everybody sees the own days, analysts all.';

create policy report on learn.daily_user_stats for select to learn_readonly using (true);

comment on policy report on learn.daily_user_stats is
    'Reports count over everybody; what is granted to them holds neither addresses nor texts that people wrote.';

grant select on learn.daily_user_stats to learn_app;
grant select on learn.daily_user_stats to learn_user;
grant select on learn.daily_user_stats to learn_readonly;
