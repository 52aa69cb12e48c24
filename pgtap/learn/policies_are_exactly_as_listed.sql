begin;
select plan(69);

-- Those that permit; that none restricts is said at the end.
select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'achievement_prerequisites') where permissive$$,
    $$values
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user',
         '((EXISTS ( SELECT FROM learn.achievements a WHERE (a.id = achievement_prerequisites.achievement_id))) AND (EXISTS ( SELECT FROM learn.achievements a WHERE (a.id = achievement_prerequisites.prerequisite_id))))',
         null),
        ('report', 'select', 'learn_readonly', 'true', null)
    $$,
    'achievement_prerequisites has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'achievements') where permissive$$,
    $$values
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user',
         '((NOT is_hidden) OR ( SELECT learn.actor_may(''system:manage''::text) AS actor_may) OR (EXISTS ( SELECT FROM learn.user_achievements a WHERE ((a.achievement_id = achievements.id) AND (a.user_id = ( SELECT learn.actor_id() AS actor_id)) AND (a.unlocked_at IS NOT NULL)))))',
         null),
        ('report', 'select', 'learn_readonly', 'true', null)
    $$,
    'achievements has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'ai_tutor_conversations') where permissive$$,
    $$values
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user', '(user_id = ( SELECT learn.actor_id() AS actor_id))', null),
        ('remove', 'delete', 'learn_user', '(user_id = ( SELECT learn.actor_id() AS actor_id))', null)
    $$,
    'ai_tutor_conversations has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'ai_tutor_messages') where permissive$$,
    $$values
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user',
         '(EXISTS ( SELECT FROM learn.ai_tutor_conversations c WHERE (c.id = ai_tutor_messages.conversation_id)))',
         null)
    $$,
    'ai_tutor_messages has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'auth_accounts') where permissive$$,
    $$values
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true')
    $$,
    'auth_accounts has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'auth_sessions') where permissive$$,
    $$values
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true')
    $$,
    'auth_sessions has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'certificates') where permissive$$,
    $$values
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user',
         '((user_id = ( SELECT learn.actor_id() AS actor_id)) OR ( SELECT learn.actor_may(''users:edit''::text) AS actor_may))',
         null)
    $$,
    'certificates has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'chat_messages') where permissive$$,
    $$values
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user',
         '((session_id = ANY (ARRAY( SELECT m.session_id FROM learn.actor_memberships m))) OR (( SELECT NULLIF(learn.actor_may(''collaboration:moderate''::text), false) AS "nullif") IS NOT NULL))',
         null)
    $$,
    'chat_messages has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'code_submissions') where permissive$$,
    $$values
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user',
         '((user_id = ( SELECT learn.actor_id() AS actor_id)) OR ( SELECT learn.actor_may(''analytics:view''::text) AS actor_may) OR learn.edits_lesson(lesson_id))',
         null)
    $$,
    'code_submissions has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'collaboration_sessions') where permissive$$,
    $$values
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user',
         '((owner_id = ( SELECT learn.actor_id() AS actor_id)) OR (id = ANY (ARRAY( SELECT p.session_id FROM learn.session_participants p WHERE ((p.user_id = ( SELECT learn.actor_id() AS actor_id)) AND (p.left_at IS NULL))))) OR ( SELECT learn.actor_may(''collaboration:moderate''::text) AS actor_may))',
         null)
    $$,
    'collaboration_sessions has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'community_comments') where permissive$$,
    $$values
        ('add', 'insert', 'learn_user', null,
         '((author_id = ( SELECT learn.actor_id() AS actor_id)) AND ( SELECT learn.actor_may(''courses:view''::text) AS actor_may) AND (EXISTS ( SELECT FROM learn.community_posts p WHERE (p.id = community_comments.post_id))))'),
        ('change', 'update', 'learn_user',
         '(((author_id = ( SELECT learn.actor_id() AS actor_id)) AND ( SELECT learn.actor_may(''courses:view''::text) AS actor_may) AND (status <> ''HIDDEN''::text)) OR ( SELECT learn.actor_may(''collaboration:moderate''::text) AS actor_may))',
         '(((author_id = ( SELECT learn.actor_id() AS actor_id)) AND ( SELECT learn.actor_may(''courses:view''::text) AS actor_may) AND (status <> ''HIDDEN''::text)) OR ( SELECT learn.actor_may(''collaboration:moderate''::text) AS actor_may))'),
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user',
         '(((status = ''VISIBLE''::text) AND (EXISTS ( SELECT FROM learn.community_posts p WHERE (p.id = community_comments.post_id)))) OR (author_id = ( SELECT learn.actor_id() AS actor_id)) OR ( SELECT learn.actor_may(''collaboration:moderate''::text) AS actor_may))',
         null)
    $$,
    'community_comments has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'community_posts') where permissive$$,
    $$values
        ('add', 'insert', 'learn_user', null,
         '((author_id = ( SELECT learn.actor_id() AS actor_id)) AND ( SELECT learn.actor_may(''courses:view''::text) AS actor_may) AND ((course_id IS NULL) OR (EXISTS ( SELECT FROM learn.courses c WHERE (c.id = community_posts.course_id)))))'),
        ('change', 'update', 'learn_user',
         '(((author_id = ( SELECT learn.actor_id() AS actor_id)) AND ( SELECT learn.actor_may(''courses:view''::text) AS actor_may) AND (status <> ''HIDDEN''::text)) OR ( SELECT learn.actor_may(''collaboration:moderate''::text) AS actor_may))',
         '(((author_id = ( SELECT learn.actor_id() AS actor_id)) AND ( SELECT learn.actor_may(''courses:view''::text) AS actor_may) AND (status <> ''HIDDEN''::text)) OR ( SELECT learn.actor_may(''collaboration:moderate''::text) AS actor_may))'),
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user',
         '(((status = ''VISIBLE''::text) AND (( SELECT learn.actor_id() AS actor_id) IS NOT NULL)) OR (author_id = ( SELECT learn.actor_id() AS actor_id)) OR (( SELECT NULLIF(learn.actor_may(''collaboration:moderate''::text), false) AS "nullif") IS NOT NULL))',
         null)
    $$,
    'community_posts has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'concept_mastery') where permissive$$,
    $$values
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user',
         '((user_id = ( SELECT learn.actor_id() AS actor_id)) OR ( SELECT learn.actor_may(''analytics:view''::text) AS actor_may))',
         null),
        ('report', 'select', 'learn_readonly', 'true', null)
    $$,
    'concept_mastery has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'content_reports') where permissive$$,
    $$values
        ('add', 'insert', 'learn_user', null,
         '((reporter_id = ( SELECT learn.actor_id() AS actor_id)) AND ( SELECT learn.actor_may(''courses:view''::text) AS actor_may) AND ((post_id IS NULL) OR (EXISTS ( SELECT FROM learn.community_posts p WHERE (p.id = content_reports.post_id)))) AND ((comment_id IS NULL) OR (EXISTS ( SELECT FROM learn.community_comments c WHERE (c.id = content_reports.comment_id)))) AND ((lesson_id IS NULL) OR learn.sees_lesson(lesson_id)))'),
        ('change', 'update', 'learn_user', '( SELECT learn.actor_may(''collaboration:moderate''::text) AS actor_may)',
         '(( SELECT learn.actor_may(''collaboration:moderate''::text) AS actor_may) AND ((handled_by IS NULL) OR (handled_by = ( SELECT learn.actor_id() AS actor_id))))'),
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user',
         '((reporter_id = ( SELECT learn.actor_id() AS actor_id)) OR ( SELECT learn.actor_may(''collaboration:moderate''::text) AS actor_may))',
         null)
    $$,
    'content_reports has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'course_enrollments') where permissive$$,
    $$values
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user',
         '((user_id = ( SELECT learn.actor_id() AS actor_id)) OR (( SELECT NULLIF(learn.actor_may(''analytics:view''::text), false) AS "nullif") IS NOT NULL) OR (course_id = ANY (( SELECT learn.actor_authored() AS actor_authored)::uuid[])))',
         null),
        ('report', 'select', 'learn_readonly', 'true', null)
    $$,
    'course_enrollments has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'course_prerequisites') where permissive$$,
    $$values
        ('add', 'insert', 'learn_user', null,
         '((course_id = ANY (( SELECT learn.actor_authored() AS actor_authored)::uuid[])) OR ( SELECT learn.actor_may(''courses:delete''::text) AS actor_may))'),
        ('change', 'update', 'learn_user',
         '((course_id = ANY (( SELECT learn.actor_authored() AS actor_authored)::uuid[])) OR ( SELECT learn.actor_may(''courses:delete''::text) AS actor_may))',
         '((course_id = ANY (( SELECT learn.actor_authored() AS actor_authored)::uuid[])) OR ( SELECT learn.actor_may(''courses:delete''::text) AS actor_may))'),
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user',
         '(EXISTS ( SELECT FROM learn.courses c WHERE (c.id = course_prerequisites.course_id)))', null),
        ('remove', 'delete', 'learn_user',
         '((course_id = ANY (( SELECT learn.actor_authored() AS actor_authored)::uuid[])) OR ( SELECT learn.actor_may(''courses:delete''::text) AS actor_may))',
         null),
        ('report', 'select', 'learn_readonly', 'true', null)
    $$,
    'course_prerequisites has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'course_translations') where permissive$$,
    $$values
        ('add', 'insert', 'learn_user', null,
         '((course_id = ANY (( SELECT learn.actor_authored() AS actor_authored)::uuid[])) OR ( SELECT learn.actor_may(''courses:delete''::text) AS actor_may))'),
        ('change', 'update', 'learn_user',
         '((course_id = ANY (( SELECT learn.actor_authored() AS actor_authored)::uuid[])) OR ( SELECT learn.actor_may(''courses:delete''::text) AS actor_may))',
         '((course_id = ANY (( SELECT learn.actor_authored() AS actor_authored)::uuid[])) OR ( SELECT learn.actor_may(''courses:delete''::text) AS actor_may))'),
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user',
         '(EXISTS ( SELECT FROM learn.courses c WHERE (c.id = course_translations.course_id)))', null),
        ('remove', 'delete', 'learn_user',
         '((course_id = ANY (( SELECT learn.actor_authored() AS actor_authored)::uuid[])) OR ( SELECT learn.actor_may(''courses:delete''::text) AS actor_may))',
         null),
        ('report', 'select', 'learn_readonly', 'true', null)
    $$,
    'course_translations has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'course_versions') where permissive$$,
    $$values
        ('change', 'update', 'learn_user',
         '(((course_id = ANY (( SELECT learn.actor_authored() AS actor_authored)::uuid[])) OR ( SELECT learn.actor_may(''courses:delete''::text) AS actor_may)) AND (status = ANY (ARRAY[''DRAFT''::text, ''REVIEW''::text])))',
         '(status = ANY (ARRAY[''DRAFT''::text, ''REVIEW''::text]))'),
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user',
         '(((status = ''PUBLISHED''::text) AND (( SELECT learn.actor_id() AS actor_id) IS NOT NULL)) OR (id = ANY (ARRAY( SELECT e.version_id FROM learn.course_enrollments e WHERE ((e.user_id = ( SELECT learn.actor_id() AS actor_id)) AND (e.status <> ''DROPPED''::text))))) OR (course_id = ANY (( SELECT learn.actor_authored() AS actor_authored)::uuid[])) OR ( SELECT learn.actor_may(''courses:delete''::text) AS actor_may))',
         null),
        ('report', 'select', 'learn_readonly', 'true', null)
    $$,
    'course_versions has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'courses') where permissive$$,
    $$values
        ('add', 'insert', 'learn_user', null,
         '((author_id = ( SELECT learn.actor_id() AS actor_id)) AND ( SELECT learn.actor_may(''courses:create''::text) AS actor_may))'),
        ('change', 'update', 'learn_user',
         '(((author_id = ( SELECT learn.actor_id() AS actor_id)) AND ( SELECT learn.actor_may(''courses:edit''::text) AS actor_may)) OR ( SELECT learn.actor_may(''courses:delete''::text) AS actor_may))',
         '(((author_id = ( SELECT learn.actor_id() AS actor_id)) AND ( SELECT learn.actor_may(''courses:edit''::text) AS actor_may)) OR ( SELECT learn.actor_may(''courses:delete''::text) AS actor_may))'),
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user',
         '(((status = ''PUBLISHED''::text) AND (( SELECT learn.actor_id() AS actor_id) IS NOT NULL)) OR (NULLIF(learn.sees_course(id), false) IS NOT NULL))',
         null),
        ('remove', 'delete', 'learn_user', '( SELECT learn.actor_may(''courses:delete''::text) AS actor_may)', null),
        ('report', 'select', 'learn_readonly', 'true', null)
    $$,
    'courses has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'daily_event_stats') where permissive$$,
    $$values
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user',
         '(( SELECT NULLIF(learn.actor_may(''analytics:view''::text), false) AS "nullif") IS NOT NULL)', null),
        ('report', 'select', 'learn_readonly', 'true', null)
    $$,
    'daily_event_stats has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'daily_user_stats') where permissive$$,
    $$values
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user',
         '((user_id = ( SELECT learn.actor_id() AS actor_id)) OR (( SELECT NULLIF(learn.actor_may(''analytics:view''::text), false) AS "nullif") IS NOT NULL))',
         null),
        ('report', 'select', 'learn_readonly', 'true', null)
    $$,
    'daily_user_stats has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'errors') where permissive$$,
    $$values
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user', 'true', null),
        ('report', 'select', 'learn_readonly', 'true', null)
    $$,
    'errors has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'exercise_hints') where permissive$$,
    $$values
        ('add', 'insert', 'learn_user', null, 'learn.edits_lesson(learn.lesson_of_exercise(exercise_id))'),
        ('change', 'update', 'learn_user', 'learn.edits_lesson(learn.lesson_of_exercise(exercise_id))',
         'learn.edits_lesson(learn.lesson_of_exercise(exercise_id))'),
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user',
         '((EXISTS ( SELECT FROM learn.hint_usages u WHERE ((u.hint_id = exercise_hints.id) AND (u.user_id = ( SELECT learn.actor_id() AS actor_id))))) OR learn.edits_lesson(learn.lesson_of_exercise(exercise_id)))',
         null),
        ('remove', 'delete', 'learn_user', 'learn.edits_lesson(learn.lesson_of_exercise(exercise_id))', null)
    $$,
    'exercise_hints has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'exercise_solutions') where permissive$$,
    $$values
        ('add', 'insert', 'learn_user', null, 'learn.edits_lesson(learn.lesson_of_exercise(exercise_id))'),
        ('change', 'update', 'learn_user', 'learn.edits_lesson(learn.lesson_of_exercise(exercise_id))',
         'learn.edits_lesson(learn.lesson_of_exercise(exercise_id))'),
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user', 'learn.edits_lesson(learn.lesson_of_exercise(exercise_id))', null),
        ('remove', 'delete', 'learn_user', 'learn.edits_lesson(learn.lesson_of_exercise(exercise_id))', null)
    $$,
    'exercise_solutions has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'exercise_test_cases') where permissive$$,
    $$values
        ('add', 'insert', 'learn_user', null, 'learn.edits_lesson(learn.lesson_of_exercise(exercise_id))'),
        ('change', 'update', 'learn_user', 'learn.edits_lesson(learn.lesson_of_exercise(exercise_id))',
         'learn.edits_lesson(learn.lesson_of_exercise(exercise_id))'),
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user',
         '(((NOT is_hidden) AND learn.sees_lesson(learn.lesson_of_exercise(exercise_id))) OR learn.edits_lesson(learn.lesson_of_exercise(exercise_id)))',
         null),
        ('remove', 'delete', 'learn_user', 'learn.edits_lesson(learn.lesson_of_exercise(exercise_id))', null)
    $$,
    'exercise_test_cases has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'exercises') where permissive$$,
    $$values
        ('add', 'insert', 'learn_user', null, 'learn.edits_lesson(lesson_id)'),
        ('change', 'update', 'learn_user', 'learn.edits_lesson(lesson_id)', 'learn.edits_lesson(lesson_id)'),
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user', 'learn.sees_lesson(lesson_id)', null),
        ('remove', 'delete', 'learn_user', 'learn.edits_lesson(lesson_id)', null),
        ('report', 'select', 'learn_readonly', 'true', null)
    $$,
    'exercises has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'graphs') where permissive$$,
    $$values
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true')
    $$,
    'graphs has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'hint_usages') where permissive$$,
    $$values
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user',
         '((user_id = ( SELECT learn.actor_id() AS actor_id)) OR ( SELECT learn.actor_may(''analytics:view''::text) AS actor_may) OR learn.edits_lesson(lesson_id))',
         null),
        ('report', 'select', 'learn_readonly', 'true', null)
    $$,
    'hint_usages has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'leaderboard_snapshots') where permissive$$,
    $$values
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user',
         '((user_id = ( SELECT learn.actor_id() AS actor_id)) OR ( SELECT learn.actor_may(''analytics:view''::text) AS actor_may))',
         null)
    $$,
    'leaderboard_snapshots has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'leaderboards') where permissive$$,
    $$values
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user', 'true', null),
        ('report', 'select', 'learn_readonly', 'true', null)
    $$,
    'leaderboards has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'learning_analytics') where permissive$$,
    $$values
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user',
         '((user_id = ( SELECT learn.actor_id() AS actor_id)) OR (( SELECT NULLIF(learn.actor_may(''analytics:view''::text), false) AS "nullif") IS NOT NULL))',
         null),
        ('report', 'select', 'learn_readonly', 'true', null)
    $$,
    'learning_analytics has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'lesson_notes') where permissive$$,
    $$values
        ('add', 'insert', 'learn_user', null,
         '((user_id = ( SELECT learn.actor_id() AS actor_id)) AND learn.sees_lesson(lesson_id))'),
        ('change', 'update', 'learn_user', '(user_id = ( SELECT learn.actor_id() AS actor_id))',
         '(user_id = ( SELECT learn.actor_id() AS actor_id))'),
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user', '(user_id = ( SELECT learn.actor_id() AS actor_id))', null),
        ('remove', 'delete', 'learn_user', '(user_id = ( SELECT learn.actor_id() AS actor_id))', null)
    $$,
    'lesson_notes has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'lesson_prerequisites') where permissive$$,
    $$values
        ('add', 'insert', 'learn_user', null, 'learn.edits_lesson(lesson_id)'),
        ('change', 'update', 'learn_user', 'learn.edits_lesson(lesson_id)', 'learn.edits_lesson(lesson_id)'),
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user',
         '(EXISTS ( SELECT FROM learn.course_versions v WHERE (v.id = lesson_prerequisites.version_id)))', null),
        ('remove', 'delete', 'learn_user', 'learn.edits_lesson(lesson_id)', null),
        ('report', 'select', 'learn_readonly', 'true', null)
    $$,
    'lesson_prerequisites has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'lesson_translations') where permissive$$,
    $$values
        ('add', 'insert', 'learn_user', null, 'learn.edits_lesson(lesson_id)'),
        ('change', 'update', 'learn_user', 'learn.edits_lesson(lesson_id)', 'learn.edits_lesson(lesson_id)'),
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user', 'learn.sees_lesson(lesson_id)', null),
        ('remove', 'delete', 'learn_user', 'learn.edits_lesson(lesson_id)', null),
        ('report', 'select', 'learn_readonly', 'true', null)
    $$,
    'lesson_translations has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'lessons') where permissive$$,
    $$values
        ('add', 'insert', 'learn_user', null,
         '((course_id = ANY (( SELECT learn.actor_authored() AS actor_authored)::uuid[])) OR ( SELECT learn.actor_may(''courses:delete''::text) AS actor_may))'),
        ('change', 'update', 'learn_user',
         '((course_id = ANY (( SELECT learn.actor_authored() AS actor_authored)::uuid[])) OR ( SELECT learn.actor_may(''courses:delete''::text) AS actor_may))',
         '((course_id = ANY (( SELECT learn.actor_authored() AS actor_authored)::uuid[])) OR ( SELECT learn.actor_may(''courses:delete''::text) AS actor_may))'),
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user',
         '(((version_id = ANY (ARRAY( SELECT t.version_id FROM learn.actor_taken t))) AND (unlock_at IS NULL) AND (unlock_after_days = 0)) OR (NULLIF(learn.sees_special_lesson(id, course_id, is_preview, unlock_at, unlock_after_days), false) IS NOT NULL))',
         null),
        ('remove', 'delete', 'learn_user',
         '((course_id = ANY (( SELECT learn.actor_authored() AS actor_authored)::uuid[])) OR ( SELECT learn.actor_may(''courses:delete''::text) AS actor_may))',
         null),
        ('report', 'select', 'learn_readonly', 'true', null)
    $$,
    'lessons has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'level_thresholds') where permissive$$,
    $$values
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user', 'true', null),
        ('report', 'select', 'learn_readonly', 'true', null)
    $$,
    'level_thresholds has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'message_edits') where permissive$$,
    $$values
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user',
         '(EXISTS ( SELECT FROM learn.chat_messages m WHERE (m.id = message_edits.message_id)))', null)
    $$,
    'message_edits has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'message_reactions') where permissive$$,
    $$values
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user',
         '(EXISTS ( SELECT FROM learn.chat_messages m WHERE (m.id = message_reactions.message_id)))', null)
    $$,
    'message_reactions has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'module_translations') where permissive$$,
    $$values
        ('add', 'insert', 'learn_user', null,
         '(EXISTS ( SELECT FROM learn.modules m WHERE ((m.id = module_translations.module_id) AND ((m.course_id = ANY (( SELECT learn.actor_authored() AS actor_authored)::uuid[])) OR ( SELECT learn.actor_may(''courses:delete''::text) AS actor_may)))))'),
        ('change', 'update', 'learn_user',
         '(EXISTS ( SELECT FROM learn.modules m WHERE ((m.id = module_translations.module_id) AND ((m.course_id = ANY (( SELECT learn.actor_authored() AS actor_authored)::uuid[])) OR ( SELECT learn.actor_may(''courses:delete''::text) AS actor_may)))))',
         '(EXISTS ( SELECT FROM learn.modules m WHERE ((m.id = module_translations.module_id) AND ((m.course_id = ANY (( SELECT learn.actor_authored() AS actor_authored)::uuid[])) OR ( SELECT learn.actor_may(''courses:delete''::text) AS actor_may)))))'),
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user',
         '(EXISTS ( SELECT FROM learn.modules m WHERE (m.id = module_translations.module_id)))', null),
        ('remove', 'delete', 'learn_user',
         '(EXISTS ( SELECT FROM learn.modules m WHERE ((m.id = module_translations.module_id) AND ((m.course_id = ANY (( SELECT learn.actor_authored() AS actor_authored)::uuid[])) OR ( SELECT learn.actor_may(''courses:delete''::text) AS actor_may)))))',
         null),
        ('report', 'select', 'learn_readonly', 'true', null)
    $$,
    'module_translations has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'modules') where permissive$$,
    $$values
        ('add', 'insert', 'learn_user', null,
         '((course_id = ANY (( SELECT learn.actor_authored() AS actor_authored)::uuid[])) OR ( SELECT learn.actor_may(''courses:delete''::text) AS actor_may))'),
        ('change', 'update', 'learn_user',
         '((course_id = ANY (( SELECT learn.actor_authored() AS actor_authored)::uuid[])) OR ( SELECT learn.actor_may(''courses:delete''::text) AS actor_may))',
         '((course_id = ANY (( SELECT learn.actor_authored() AS actor_authored)::uuid[])) OR ( SELECT learn.actor_may(''courses:delete''::text) AS actor_may))'),
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user',
         '(EXISTS ( SELECT FROM learn.course_versions v WHERE (v.id = modules.version_id)))', null),
        ('remove', 'delete', 'learn_user',
         '((course_id = ANY (( SELECT learn.actor_authored() AS actor_authored)::uuid[])) OR ( SELECT learn.actor_may(''courses:delete''::text) AS actor_may))',
         null),
        ('report', 'select', 'learn_readonly', 'true', null)
    $$,
    'modules has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'quiz_answer_options') where permissive$$,
    $$values
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user',
         '(EXISTS ( SELECT FROM learn.quiz_attempts a WHERE (a.id = quiz_answer_options.attempt_id)))', null)
    $$,
    'quiz_answer_options has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'quiz_answers') where permissive$$,
    $$values
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user',
         '(EXISTS ( SELECT FROM learn.quiz_attempts a WHERE (a.id = quiz_answers.attempt_id)))', null)
    $$,
    'quiz_answers has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'quiz_attempts') where permissive$$,
    $$values
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user',
         '((user_id = ( SELECT learn.actor_id() AS actor_id)) OR ( SELECT learn.actor_may(''analytics:view''::text) AS actor_may) OR learn.edits_lesson(lesson_id))',
         null),
        ('report', 'select', 'learn_readonly', 'true', null)
    $$,
    'quiz_attempts has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'quiz_correct_options') where permissive$$,
    $$values
        ('add', 'insert', 'learn_user', null, 'learn.edits_lesson(learn.lesson_of_question(question_id))'),
        ('change', 'update', 'learn_user', 'learn.edits_lesson(learn.lesson_of_question(question_id))',
         'learn.edits_lesson(learn.lesson_of_question(question_id))'),
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user', 'learn.edits_lesson(learn.lesson_of_question(question_id))', null),
        ('remove', 'delete', 'learn_user', 'learn.edits_lesson(learn.lesson_of_question(question_id))', null)
    $$,
    'quiz_correct_options has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'quiz_options') where permissive$$,
    $$values
        ('add', 'insert', 'learn_user', null, 'learn.edits_lesson(learn.lesson_of_question(question_id))'),
        ('change', 'update', 'learn_user', 'learn.edits_lesson(learn.lesson_of_question(question_id))',
         'learn.edits_lesson(learn.lesson_of_question(question_id))'),
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user', 'learn.sees_lesson(learn.lesson_of_question(question_id))', null),
        ('remove', 'delete', 'learn_user', 'learn.edits_lesson(learn.lesson_of_question(question_id))', null)
    $$,
    'quiz_options has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'quiz_question_keys') where permissive$$,
    $$values
        ('add', 'insert', 'learn_user', null, 'learn.edits_lesson(learn.lesson_of_question(question_id))'),
        ('change', 'update', 'learn_user', 'learn.edits_lesson(learn.lesson_of_question(question_id))',
         'learn.edits_lesson(learn.lesson_of_question(question_id))'),
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user', 'learn.edits_lesson(learn.lesson_of_question(question_id))', null),
        ('remove', 'delete', 'learn_user', 'learn.edits_lesson(learn.lesson_of_question(question_id))', null)
    $$,
    'quiz_question_keys has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'quiz_questions') where permissive$$,
    $$values
        ('add', 'insert', 'learn_user', null, 'learn.edits_lesson(learn.lesson_of_quiz(quiz_id))'),
        ('change', 'update', 'learn_user', 'learn.edits_lesson(learn.lesson_of_quiz(quiz_id))',
         'learn.edits_lesson(learn.lesson_of_quiz(quiz_id))'),
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user', 'learn.sees_lesson(learn.lesson_of_quiz(quiz_id))', null),
        ('remove', 'delete', 'learn_user', 'learn.edits_lesson(learn.lesson_of_quiz(quiz_id))', null)
    $$,
    'quiz_questions has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'quizzes') where permissive$$,
    $$values
        ('add', 'insert', 'learn_user', null, 'learn.edits_lesson(lesson_id)'),
        ('change', 'update', 'learn_user', 'learn.edits_lesson(lesson_id)', 'learn.edits_lesson(lesson_id)'),
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user', 'learn.sees_lesson(lesson_id)', null),
        ('remove', 'delete', 'learn_user', 'learn.edits_lesson(lesson_id)', null),
        ('report', 'select', 'learn_readonly', 'true', null)
    $$,
    'quizzes has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'rate_limit_counters') where permissive$$,
    $$values
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true')
    $$,
    'rate_limit_counters has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'rate_limits') where permissive$$,
    $$values
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user', 'true', null)
    $$,
    'rate_limits has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'recommendations') where permissive$$,
    $$values
        ('change', 'update', 'learn_user', '(user_id = ( SELECT learn.actor_id() AS actor_id))',
         '(user_id = ( SELECT learn.actor_id() AS actor_id))'),
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user', '(user_id = ( SELECT learn.actor_id() AS actor_id))', null),
        ('report', 'select', 'learn_readonly', 'true', null)
    $$,
    'recommendations has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'role_permissions') where permissive$$,
    $$values
        ('add', 'insert', 'learn_user', null, '( SELECT learn.actor_may(''users:manage_roles''::text) AS actor_may)'),
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user', 'true', null),
        ('remove', 'delete', 'learn_user', '( SELECT learn.actor_may(''users:manage_roles''::text) AS actor_may)',
         null),
        ('report', 'select', 'learn_readonly', 'true', null)
    $$,
    'role_permissions has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'session_operations') where permissive$$,
    $$values
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user',
         '((session_id = ANY (ARRAY( SELECT m.session_id FROM learn.actor_memberships m))) OR (( SELECT NULLIF(learn.actor_may(''collaboration:moderate''::text), false) AS "nullif") IS NOT NULL))',
         null)
    $$,
    'session_operations has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'session_participants') where permissive$$,
    $$values
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user',
         '((user_id = ( SELECT learn.actor_id() AS actor_id)) OR (session_id = ANY (( SELECT learn.actor_sessions() AS actor_sessions)::uuid[])) OR ( SELECT learn.actor_may(''collaboration:moderate''::text) AS actor_may))',
         null)
    $$,
    'session_participants has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'session_snapshots') where permissive$$,
    $$values
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user',
         '((session_id = ANY (ARRAY( SELECT p.session_id FROM learn.session_participants p WHERE ((p.user_id = ( SELECT learn.actor_id() AS actor_id)) AND (p.left_at IS NULL))))) OR ( SELECT learn.actor_may(''collaboration:moderate''::text) AS actor_may))',
         null)
    $$,
    'session_snapshots has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'submission_test_results') where permissive$$,
    $$values
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user',
         '((EXISTS ( SELECT FROM learn.code_submissions s WHERE (s.id = submission_test_results.submission_id))) AND (EXISTS ( SELECT FROM learn.exercise_test_cases t WHERE (t.id = submission_test_results.test_case_id))))',
         null)
    $$,
    'submission_test_results has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'tutor_allowances') where permissive$$,
    $$values
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user', 'true', null)
    $$,
    'tutor_allowances has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'tutor_usage') where permissive$$,
    $$values
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user',
         '((user_id = ( SELECT learn.actor_id() AS actor_id)) OR ( SELECT learn.actor_may(''analytics:view''::text) AS actor_may))',
         null),
        ('report', 'select', 'learn_readonly', 'true', null)
    $$,
    'tutor_usage has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'user_achievements') where permissive$$,
    $$values
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user',
         '((user_id = ( SELECT learn.actor_id() AS actor_id)) OR ( SELECT learn.actor_may(''analytics:view''::text) AS actor_may))',
         null),
        ('report', 'select', 'learn_readonly', 'true', null)
    $$,
    'user_achievements has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'user_pii') where permissive$$,
    $$values
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true')
    $$,
    'user_pii has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'user_profiles') where permissive$$,
    $$values
        ('add', 'insert', 'learn_user', null, '(user_id = ( SELECT learn.actor_id() AS actor_id))'),
        ('change', 'update', 'learn_user', '(user_id = ( SELECT learn.actor_id() AS actor_id))',
         '(user_id = ( SELECT learn.actor_id() AS actor_id))'),
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user',
         '((user_id = ( SELECT learn.actor_id() AS actor_id)) OR ( SELECT learn.actor_may(''users:view''::text) AS actor_may))',
         null)
    $$,
    'user_profiles has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'user_progress') where permissive$$,
    $$values
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user',
         '((user_id = ( SELECT learn.actor_id() AS actor_id)) OR (( SELECT NULLIF(learn.actor_may(''analytics:view''::text), false) AS "nullif") IS NOT NULL) OR (course_id = ANY (( SELECT learn.actor_authored() AS actor_authored)::uuid[])))',
         null),
        ('report', 'select', 'learn_readonly', 'true', null)
    $$,
    'user_progress has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'user_streak_days') where permissive$$,
    $$values
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user',
         '((user_id = ( SELECT learn.actor_id() AS actor_id)) OR ( SELECT learn.actor_may(''analytics:view''::text) AS actor_may))',
         null)
    $$,
    'user_streak_days has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'users') where permissive$$,
    $$values
        ('change', 'update', 'learn_user', '(id = ( SELECT learn.actor_id() AS actor_id))',
         '(id = ( SELECT learn.actor_id() AS actor_id))'),
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user',
         '((id = ( SELECT learn.actor_id() AS actor_id)) OR ( SELECT learn.actor_may(''users:view''::text) AS actor_may))',
         null)
    $$,
    'users has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'verification_tokens') where permissive$$,
    $$values
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true')
    $$,
    'verification_tokens has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('learn', 'xp_events') where permissive$$,
    $$values
        ('everything', 'all', 'learn_app, learn_owner', 'true', 'true'),
        ('read', 'select', 'learn_user',
         '((user_id = ( SELECT learn.actor_id() AS actor_id)) OR (( SELECT NULLIF(learn.actor_may(''analytics:view''::text), false) AS "nullif") IS NOT NULL))',
         null),
        ('report', 'select', 'learn_readonly', 'true', null)
    $$,
    'xp_events has these policies'
);

select set_eq(
    $$select "table" from test.policies('learn')$$,
    array[
        'learn.achievement_prerequisites', 'learn.achievements', 'learn.ai_tutor_conversations',
        'learn.ai_tutor_messages', 'learn.auth_accounts', 'learn.auth_sessions', 'learn.certificates',
        'learn.chat_messages', 'learn.code_submissions', 'learn.collaboration_sessions', 'learn.community_comments',
        'learn.community_posts', 'learn.concept_mastery', 'learn.content_reports', 'learn.course_enrollments',
        'learn.course_prerequisites', 'learn.course_translations', 'learn.course_versions', 'learn.courses',
        'learn.daily_event_stats', 'learn.daily_user_stats', 'learn.errors', 'learn.exercise_hints',
        'learn.exercise_solutions', 'learn.exercise_test_cases', 'learn.exercises', 'learn.graphs', 'learn.hint_usages',
        'learn.leaderboard_snapshots', 'learn.leaderboards', 'learn.learning_analytics', 'learn.lesson_notes',
        'learn.lesson_prerequisites', 'learn.lesson_translations', 'learn.lessons', 'learn.level_thresholds',
        'learn.message_edits', 'learn.message_reactions', 'learn.module_translations', 'learn.modules',
        'learn.quiz_answer_options', 'learn.quiz_answers', 'learn.quiz_attempts', 'learn.quiz_correct_options',
        'learn.quiz_options', 'learn.quiz_question_keys', 'learn.quiz_questions', 'learn.quizzes',
        'learn.rate_limit_counters', 'learn.rate_limits', 'learn.recommendations', 'learn.role_permissions',
        'learn.session_operations', 'learn.session_participants', 'learn.session_snapshots',
        'learn.submission_test_results', 'learn.tutor_allowances', 'learn.tutor_usage', 'learn.user_achievements',
        'learn.user_pii', 'learn.user_profiles', 'learn.user_progress', 'learn.user_streak_days', 'learn.users',
        'learn.verification_tokens', 'learn.xp_events'
    ],
    'nothing else of learn has policies'
);

select is_empty(
    $$select "table", policy from test.policies('learn') where not permissive$$,
    'none of them takes away what another gives'
);

select is_empty(
    $$
        select "table" from test.tables('learn')
        where kind in ('table', 'partitioned table') and not (row_security and forced)
          -- Partitions are granted to nobody: they are read through their table.
          and "table" !~ '^learning_analytics_(default|y\d{4}m\d\d)$'
          -- COPY is refused where row security is on; it is granted for inserting alone, and nobody reads it.
          and "table" <> 'analytics_inbox'
    $$,
    'row security is on and forced in every table'
);

select * from finish();
rollback;
