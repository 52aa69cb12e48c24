-- depends: learn-0027-secure-progress
--
-- Row security on the tutor's conversations and on rewards. Journals and what is derived from them are written by functions
-- alone.
--
-- Row security is on before anything is granted. The owner, whose functions act for everybody, and the trusted server see all rows;
-- learn_user sees what the actor may see; learn_readonly what reports need.
--
-- Access exclusive on each table for the instant of its change; rewrites nothing, loses nothing.
--
-- pgassay: allow wide-lock-window because nothing was granted before, so that nobody uses these tables yet

set local role learn_owner;

alter table learn.ai_tutor_conversations enable row level security;
alter table learn.ai_tutor_conversations force row level security;

create policy everything on learn.ai_tutor_conversations for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.ai_tutor_conversations is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.ai_tutor_conversations for select to learn_user
    using (user_id = (select learn.actor_id()));

comment on policy read on learn.ai_tutor_conversations is
    'Conversations are for who has them, and nobody else.';

create policy remove on learn.ai_tutor_conversations for delete to learn_user
    using (user_id = (select learn.actor_id()));

comment on policy remove on learn.ai_tutor_conversations is
    'Everybody deletes the own conversations.';

grant select on learn.ai_tutor_conversations to learn_app;
grant select on learn.ai_tutor_conversations to learn_user;
grant delete on learn.ai_tutor_conversations to learn_user;

alter table learn.ai_tutor_messages enable row level security;
alter table learn.ai_tutor_messages force row level security;

create policy everything on learn.ai_tutor_messages for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.ai_tutor_messages is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.ai_tutor_messages for select to learn_user
    using (exists (select from learn.ai_tutor_conversations as c where c.id = conversation_id));

comment on policy read on learn.ai_tutor_messages is
    'Messages are for who has the conversation.';

grant select on learn.ai_tutor_messages to learn_app;
grant select on learn.ai_tutor_messages to learn_user;

alter table learn.recommendations enable row level security;
alter table learn.recommendations force row level security;

create policy everything on learn.recommendations for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.recommendations is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.recommendations for select to learn_user
    using (user_id = (select learn.actor_id()));

comment on policy read on learn.recommendations is
    'Recommendations are for whom they are made.';

create policy change on learn.recommendations for update to learn_user
    using (user_id = (select learn.actor_id()))
    with check (user_id = (select learn.actor_id()));

comment on policy change on learn.recommendations is
    'Everybody accepts or dismisses what is recommended.';

create policy report on learn.recommendations for select to learn_readonly using (true);

comment on policy report on learn.recommendations is
    'Reports count over everybody; what is granted to them holds neither addresses nor texts that people wrote.';

grant select, insert, update, delete on learn.recommendations to learn_app;
grant select on learn.recommendations to learn_user;
grant update (status) on learn.recommendations to learn_user;
grant select on learn.recommendations to learn_readonly;

alter table learn.xp_events enable row level security;
alter table learn.xp_events force row level security;

create policy everything on learn.xp_events for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.xp_events is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.xp_events for select to learn_user
    using (user_id = (select learn.actor_id()) or (select learn.actor_may('analytics:view')));

comment on policy read on learn.xp_events is
    'Everybody sees the own journal, analysts all.';

create policy report on learn.xp_events for select to learn_readonly using (true);

comment on policy report on learn.xp_events is
    'Reports count over everybody; what is granted to them holds neither addresses nor texts that people wrote.';

grant select on learn.xp_events to learn_app;
grant select on learn.xp_events to learn_user;
grant select on learn.xp_events to learn_readonly;

alter table learn.level_thresholds enable row level security;
alter table learn.level_thresholds force row level security;

create policy everything on learn.level_thresholds for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.level_thresholds is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.level_thresholds for select to learn_user
    using (true);

comment on policy read on learn.level_thresholds is
    'What a level takes is no secret.';

create policy report on learn.level_thresholds for select to learn_readonly using (true);

comment on policy report on learn.level_thresholds is
    'Reports count over everybody; what is granted to them holds neither addresses nor texts that people wrote.';

grant select on learn.level_thresholds to learn_app;
grant select on learn.level_thresholds to learn_user;
grant select on learn.level_thresholds to learn_readonly;

alter table learn.achievements enable row level security;
alter table learn.achievements force row level security;

create policy everything on learn.achievements for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.achievements is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.achievements for select to learn_user
    using (
        not is_hidden or (select learn.actor_may('system:manage'))
        or exists (select from learn.user_achievements as a where a.achievement_id = achievements.id and a.user_id = (select learn.actor_id()) and a.unlocked_at is not null)
    );

comment on policy read on learn.achievements is
    'Hidden achievements are for who has them.';

create policy report on learn.achievements for select to learn_readonly using (true);

comment on policy report on learn.achievements is
    'Reports count over everybody; what is granted to them holds neither addresses nor texts that people wrote.';

grant select, insert, update, delete on learn.achievements to learn_app;
grant select on learn.achievements to learn_user;
grant select on learn.achievements to learn_readonly;

alter table learn.achievement_prerequisites enable row level security;
alter table learn.achievement_prerequisites force row level security;

create policy everything on learn.achievement_prerequisites for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.achievement_prerequisites is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.achievement_prerequisites for select to learn_user
    using (
        exists (select from learn.achievements as a where a.id = achievement_id) and exists (select from learn.achievements as a where a.id = prerequisite_id)
    );

comment on policy read on learn.achievement_prerequisites is
    'Who sees both achievements sees which comes first.';

create policy report on learn.achievement_prerequisites for select to learn_readonly using (true);

comment on policy report on learn.achievement_prerequisites is
    'Reports count over everybody; what is granted to them holds neither addresses nor texts that people wrote.';

grant select, insert, update, delete on learn.achievement_prerequisites to learn_app;
grant select on learn.achievement_prerequisites to learn_user;
grant select on learn.achievement_prerequisites to learn_readonly;

alter table learn.user_achievements enable row level security;
alter table learn.user_achievements force row level security;

create policy everything on learn.user_achievements for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.user_achievements is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.user_achievements for select to learn_user
    using (user_id = (select learn.actor_id()) or (select learn.actor_may('analytics:view')));

comment on policy read on learn.user_achievements is
    'Everybody sees the own achievements, analysts all.';

create policy report on learn.user_achievements for select to learn_readonly using (true);

comment on policy report on learn.user_achievements is
    'Reports count over everybody; what is granted to them holds neither addresses nor texts that people wrote.';

grant select on learn.user_achievements to learn_app;
grant select on learn.user_achievements to learn_user;
grant select on learn.user_achievements to learn_readonly;

alter table learn.user_streak_days enable row level security;
alter table learn.user_streak_days force row level security;

create policy everything on learn.user_streak_days for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.user_streak_days is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.user_streak_days for select to learn_user
    using (user_id = (select learn.actor_id()) or (select learn.actor_may('analytics:view')));

comment on policy read on learn.user_streak_days is
    'Everybody sees the own days, analysts all.';

grant select on learn.user_streak_days to learn_app;
grant select on learn.user_streak_days to learn_user;

alter table learn.leaderboard_snapshots enable row level security;
alter table learn.leaderboard_snapshots force row level security;

create policy everything on learn.leaderboard_snapshots for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.leaderboard_snapshots is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.leaderboard_snapshots for select to learn_user
    using (user_id = (select learn.actor_id()) or (select learn.actor_may('analytics:view')));

comment on policy read on learn.leaderboard_snapshots is
    'Everybody sees where one stood, analysts all; boards are read through functions.';

grant select on learn.leaderboard_snapshots to learn_app;
grant select on learn.leaderboard_snapshots to learn_user;
