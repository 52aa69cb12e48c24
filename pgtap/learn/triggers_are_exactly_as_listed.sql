begin;
select plan(5);

select set_eq(
    $$
        select split_part("table", '.', 2) from test.triggers('learn')
        where trigger = 'set_updated_at'
          and definition = format('CREATE TRIGGER set_updated_at BEFORE UPDATE ON %s '
                                  'FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()', "table")
    $$,
    array[
        'achievements', 'ai_tutor_conversations', 'auth_accounts', 'certificates', 'code_submissions',
        'collaboration_sessions', 'community_comments', 'community_posts', 'concept_mastery', 'content_reports',
        'course_enrollments', 'course_translations', 'course_versions', 'courses', 'daily_event_stats', 'daily_user_stats',
        'exercise_hints', 'exercise_solutions', 'exercise_test_cases', 'exercises', 'lesson_notes',
        'lesson_translations', 'lessons', 'module_translations', 'modules', 'quiz_options',
        'quiz_question_keys', 'quiz_questions', 'quizzes', 'recommendations', 'user_achievements', 'user_pii',
        'user_profiles', 'user_progress', 'users',
        'tutor_usage'
    ],
    'these tables keep the time of the last change'
);

select set_eq(
    $$
        select table_name, key_columns::text, ignored_columns::text, masked_columns::text
        from audit.watched where context = 'learn'
    $$,
    $$values
        ('achievement_prerequisites', '{achievement_id,prerequisite_id}', '{}', '{}'),
        ('achievements', '{id}', '{}', '{}'),
        ('auth_accounts', '{id}', '{refresh_token,access_token,id_token,expires_at,session_state,updated_at}', '{provider_account_id}'),
        ('certificates', '{id}', '{}', '{}'),
        ('code_submissions', '{id}', '{code,feedback,updated_at}', '{}'),
        ('collaboration_sessions', '{id}', '{code,version,document_length,updated_at}', '{}'),
        ('content_reports', '{id}', '{}', '{details}'),
        ('course_enrollments', '{user_id,course_id}', '{percentage_sum,time_spent_seconds,updated_at}', '{}'),
        ('course_prerequisites', '{course_id,prerequisite_id}', '{}', '{}'),
        ('course_translations', '{course_id,language}', '{}', '{}'),
        ('course_versions', '{id}', '{}', '{}'),
        ('courses', '{id}', '{}', '{}'),
        ('exercise_hints', '{id}', '{}', '{}'),
        ('exercise_solutions', '{exercise_id}', '{}', '{}'),
        ('exercise_test_cases', '{id}', '{}', '{}'),
        ('exercises', '{id}', '{}', '{}'),
        ('hint_usages', '{user_id,hint_id}', '{}', '{}'),
        ('lesson_prerequisites', '{version_id,lesson_id,prerequisite_id}', '{}', '{}'),
        ('lesson_translations', '{lesson_id,language}', '{}', '{}'),
        ('lessons', '{id}', '{}', '{}'),
        ('level_thresholds', '{level}', '{}', '{}'),
        ('module_translations', '{module_id,language}', '{}', '{}'),
        ('modules', '{id}', '{}', '{}'),
        ('quiz_attempts', '{id}', '{}', '{}'),
        ('quiz_correct_options', '{question_id,option_id}', '{}', '{}'),
        ('quiz_options', '{id}', '{}', '{}'),
        ('quiz_question_keys', '{question_id}', '{}', '{}'),
        ('quiz_questions', '{id}', '{}', '{}'),
        ('quizzes', '{id}', '{}', '{}'),
        ('rate_limits', '{action}', '{}', '{}'),
        ('role_permissions', '{role,permission}', '{}', '{}'),
        ('session_participants', '{session_id,user_id}', '{cursor,last_seen_at}', '{}'),
        ('user_achievements', '{user_id,achievement_id}', '{}', '{}'),
        ('user_pii', '{user_id}', '{}', '{legal_name,phone,phone_index,birth_date,address}'),
        ('user_progress', '{user_id,lesson_id}', '{time_spent_seconds,code_snapshot,updated_at}', '{}'),
        ('users', '{id}', '{last_active_at,xp,level,streak,updated_at}', '{email,username,name,avatar,password_hash}'),
        ('xp_events', '{id}', '{}', '{}'),
        ('tutor_allowances', '{role}', '{}', '{}')
    $$,
    'these tables are watched, under these keys, without these columns, with these masked'
);

select set_eq(
    $$
        select "table", trigger, definition from test.triggers('learn')
        where trigger not in ('set_updated_at', 'audit_changes', 'audit_truncate')
    $$,
    $$values
        ('learn.achievement_prerequisites', 'refuse_circle',
         'CREATE TRIGGER refuse_circle AFTER INSERT OR UPDATE ON learn.achievement_prerequisites FOR EACH ROW EXECUTE FUNCTION learn.refuse_circle(''achievement_id'')'),
        ('learn.course_enrollments', 'keep_enrollment',
         'CREATE TRIGGER keep_enrollment BEFORE INSERT OR UPDATE ON learn.course_enrollments FOR EACH ROW EXECUTE FUNCTION learn.keep_enrollment()'),
        ('learn.course_prerequisites', 'refuse_circle',
         'CREATE TRIGGER refuse_circle AFTER INSERT OR UPDATE ON learn.course_prerequisites FOR EACH ROW EXECUTE FUNCTION learn.refuse_circle(''course_id'')'),
        ('learn.course_versions', 'refuse_unpublishing',
         'CREATE TRIGGER refuse_unpublishing BEFORE DELETE OR UPDATE ON learn.course_versions FOR EACH ROW EXECUTE FUNCTION learn.refuse_unpublishing()'),
        ('learn.exercise_hints', 'refuse_published',
         'CREATE TRIGGER refuse_published BEFORE INSERT OR DELETE OR UPDATE ON learn.exercise_hints FOR EACH ROW EXECUTE FUNCTION learn.refuse_published()'),
        ('learn.exercise_solutions', 'refuse_published',
         'CREATE TRIGGER refuse_published BEFORE INSERT OR DELETE OR UPDATE ON learn.exercise_solutions FOR EACH ROW EXECUTE FUNCTION learn.refuse_published()'),
        ('learn.exercise_test_cases', 'refuse_published',
         'CREATE TRIGGER refuse_published BEFORE INSERT OR DELETE OR UPDATE ON learn.exercise_test_cases FOR EACH ROW EXECUTE FUNCTION learn.refuse_published()'),
        ('learn.exercises', 'refuse_published',
         'CREATE TRIGGER refuse_published BEFORE INSERT OR DELETE OR UPDATE ON learn.exercises FOR EACH ROW EXECUTE FUNCTION learn.refuse_published()'),
        ('learn.lesson_prerequisites', 'refuse_circle',
         'CREATE TRIGGER refuse_circle AFTER INSERT OR UPDATE ON learn.lesson_prerequisites FOR EACH ROW EXECUTE FUNCTION learn.refuse_circle(''lesson_id'')'),
        ('learn.lesson_prerequisites', 'refuse_published',
         'CREATE TRIGGER refuse_published BEFORE INSERT OR DELETE OR UPDATE ON learn.lesson_prerequisites FOR EACH ROW EXECUTE FUNCTION learn.refuse_published()'),
        ('learn.lesson_translations', 'refuse_published',
         'CREATE TRIGGER refuse_published BEFORE INSERT OR DELETE OR UPDATE ON learn.lesson_translations FOR EACH ROW EXECUTE FUNCTION learn.refuse_published()'),
        ('learn.lessons', 'refuse_published',
         'CREATE TRIGGER refuse_published BEFORE INSERT OR DELETE OR UPDATE ON learn.lessons FOR EACH ROW EXECUTE FUNCTION learn.refuse_published()'),
        ('learn.module_translations', 'refuse_published',
         'CREATE TRIGGER refuse_published BEFORE INSERT OR DELETE OR UPDATE ON learn.module_translations FOR EACH ROW EXECUTE FUNCTION learn.refuse_published()'),
        ('learn.modules', 'refuse_published',
         'CREATE TRIGGER refuse_published BEFORE INSERT OR DELETE OR UPDATE ON learn.modules FOR EACH ROW EXECUTE FUNCTION learn.refuse_published()'),
        ('learn.quiz_correct_options', 'refuse_published',
         'CREATE TRIGGER refuse_published BEFORE INSERT OR DELETE OR UPDATE ON learn.quiz_correct_options FOR EACH ROW EXECUTE FUNCTION learn.refuse_published()'),
        ('learn.quiz_options', 'refuse_published',
         'CREATE TRIGGER refuse_published BEFORE INSERT OR DELETE OR UPDATE ON learn.quiz_options FOR EACH ROW EXECUTE FUNCTION learn.refuse_published()'),
        ('learn.quiz_question_keys', 'refuse_published',
         'CREATE TRIGGER refuse_published BEFORE INSERT OR DELETE OR UPDATE ON learn.quiz_question_keys FOR EACH ROW EXECUTE FUNCTION learn.refuse_published()'),
        ('learn.quiz_questions', 'refuse_published',
         'CREATE TRIGGER refuse_published BEFORE INSERT OR DELETE OR UPDATE ON learn.quiz_questions FOR EACH ROW EXECUTE FUNCTION learn.refuse_published()'),
        ('learn.quizzes', 'refuse_published',
         'CREATE TRIGGER refuse_published BEFORE INSERT OR DELETE OR UPDATE ON learn.quizzes FOR EACH ROW EXECUTE FUNCTION learn.refuse_published()'),
        ('learn.user_profiles', 'forget_who_withdrew',
         'CREATE TRIGGER forget_who_withdrew AFTER UPDATE OF analytics_consent ON learn.user_profiles FOR EACH ROW WHEN ((old.analytics_consent AND (NOT new.analytics_consent))) EXECUTE FUNCTION learn.forget_who_withdrew()'),
        ('learn.user_progress', 'keep_progress',
         'CREATE TRIGGER keep_progress BEFORE INSERT OR UPDATE ON learn.user_progress FOR EACH ROW EXECUTE FUNCTION learn.keep_progress()'),
        ('learn.user_progress', 'roll_up_progress',
         'CREATE TRIGGER roll_up_progress AFTER INSERT OR UPDATE ON learn.user_progress FOR EACH ROW EXECUTE FUNCTION learn.roll_up_progress()'),
        ('learn.user_progress', 'then_reward_progress',
         'CREATE TRIGGER then_reward_progress AFTER INSERT OR UPDATE ON learn.user_progress FOR EACH ROW WHEN ((new.status = ''COMPLETED''::text)) EXECUTE FUNCTION learn.reward_progress()'),
        ('learn.level_thresholds', 'raise_levels',
         'CREATE TRIGGER raise_levels AFTER INSERT OR DELETE OR UPDATE ON learn.level_thresholds FOR EACH STATEMENT EXECUTE FUNCTION learn.raise_levels()'),
        ('learn.user_streak_days', 'keep_streak',
         'CREATE TRIGGER keep_streak AFTER INSERT OR DELETE OR UPDATE ON learn.user_streak_days FOR EACH ROW EXECUTE FUNCTION learn.keep_streak()'),
        ('learn.users', 'check_time_zone',
         'CREATE TRIGGER check_time_zone BEFORE INSERT OR UPDATE OF time_zone ON learn.users FOR EACH ROW EXECUTE FUNCTION learn.check_time_zone()'),
        ('learn.users', 'equal_to_the_journal',
         'CREATE CONSTRAINT TRIGGER equal_to_the_journal AFTER INSERT OR UPDATE OF xp, level, streak ON learn.users DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION learn.compare_with_journal()'),
        ('learn.xp_events', 'keep_points',
         'CREATE TRIGGER keep_points AFTER INSERT ON learn.xp_events FOR EACH ROW EXECUTE FUNCTION learn.keep_points()'),
        ('learn.community_comments', 'then_judge',
         'CREATE TRIGGER then_judge AFTER INSERT ON learn.community_comments FOR EACH ROW WHEN ((new.author_id IS NOT NULL)) EXECUTE FUNCTION learn.judge_earner(''author_id'')'),
        ('learn.community_posts', 'then_judge',
         'CREATE TRIGGER then_judge AFTER INSERT ON learn.community_posts FOR EACH ROW WHEN ((new.author_id IS NOT NULL)) EXECUTE FUNCTION learn.judge_earner(''author_id'')'),
        ('learn.xp_events', 'then_judge',
         'CREATE TRIGGER then_judge AFTER INSERT ON learn.xp_events FOR EACH ROW WHEN ((new.source_type <> ''ACHIEVEMENT''::text)) EXECUTE FUNCTION learn.judge_earner(''user_id'')'),
        ('learn.xp_events', 'refuse_emptying',
         'CREATE TRIGGER refuse_emptying BEFORE TRUNCATE ON learn.xp_events FOR EACH STATEMENT EXECUTE FUNCTION learn.refuse_rewriting()'),
        ('learn.xp_events', 'refuse_changing',
         'CREATE TRIGGER refuse_changing BEFORE UPDATE ON learn.xp_events FOR EACH ROW EXECUTE FUNCTION learn.refuse_rewriting()'),
        ('learn.xp_events', 'refuse_removing',
         'CREATE CONSTRAINT TRIGGER refuse_removing AFTER DELETE ON learn.xp_events DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION learn.refuse_rewriting()'),
        ('learn.chat_messages',
         'tell_of_message', 'CREATE TRIGGER tell_of_message AFTER INSERT OR UPDATE ON learn.chat_messages FOR EACH ROW EXECUTE FUNCTION learn.tell_of_message()'),
        ('learn.collaboration_sessions',
         'set_document_length', 'CREATE TRIGGER set_document_length BEFORE INSERT ON learn.collaboration_sessions FOR EACH ROW EXECUTE FUNCTION learn.set_document_length()'),
        ('learn.collaboration_sessions',
         'tell_of_session', 'CREATE TRIGGER tell_of_session AFTER UPDATE ON learn.collaboration_sessions FOR EACH ROW WHEN (((new.version <> old.version) OR (new.status <> old.status))) EXECUTE FUNCTION learn.tell_of_session()'),
        ('learn.message_reactions',
         'tell_of_reaction', 'CREATE TRIGGER tell_of_reaction AFTER INSERT OR DELETE ON learn.message_reactions FOR EACH ROW EXECUTE FUNCTION learn.tell_of_reaction()'),
        ('learn.session_operations',
         'number_operation', 'CREATE TRIGGER number_operation BEFORE INSERT ON learn.session_operations FOR EACH ROW EXECUTE FUNCTION learn.number_operation()'),
        ('learn.session_participants',
         'keep_room', 'CREATE TRIGGER keep_room BEFORE INSERT OR UPDATE OF left_at ON learn.session_participants FOR EACH ROW EXECUTE FUNCTION learn.keep_room()'),
        ('learn.session_participants',
         'tell_of_arrival', 'CREATE TRIGGER tell_of_arrival AFTER INSERT ON learn.session_participants FOR EACH ROW EXECUTE FUNCTION learn.tell_of_participant(''participant'')'),
        ('learn.session_participants',
         'tell_of_participant', 'CREATE TRIGGER tell_of_participant AFTER UPDATE ON learn.session_participants FOR EACH ROW WHEN (((new.role IS DISTINCT FROM old.role) OR (new.left_at IS DISTINCT FROM old.left_at))) EXECUTE FUNCTION learn.tell_of_participant(''participant'')'),
        ('learn.session_participants',
         'tell_of_presence', 'CREATE TRIGGER tell_of_presence AFTER UPDATE ON learn.session_participants FOR EACH ROW WHEN ((new.cursor IS DISTINCT FROM old.cursor)) EXECUTE FUNCTION learn.tell_of_participant(''cursor'')')
    $$,
    'these triggers keep the rules of learn'
);

select is_empty(
    $$
        select c.relname from pg_class as c join pg_attribute as a on a.attrelid = c.oid and a.attname = 'updated_at'
        where c.relnamespace = 'learn'::regnamespace and c.relkind = 'r'
          and not exists (select from pg_trigger as t where t.tgrelid = c.oid and t.tgname = 'set_updated_at')
    $$,
    'no other table has a time of the last change'
);

select is_empty(
    $$select trigger from test.triggers('learn') where enabled <> 'origin'$$,
    'every trigger fires'
);

select * from finish();
rollback;
