begin;
select plan(56);

-- Those that fire; that no other one is there is said at the end.
select results_eq(
    $$select trigger, definition from test.triggers('learn', 'achievement_prerequisites') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON learn.achievement_prerequisites FOR EACH ROW EXECUTE FUNCTION audit.record(''{achievement_id,prerequisite_id}'', ''{}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON learn.achievement_prerequisites FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('refuse_circle',
         'CREATE TRIGGER refuse_circle AFTER INSERT OR UPDATE ON learn.achievement_prerequisites FOR EACH ROW EXECUTE FUNCTION learn.refuse_circle(''achievement_id'')')
    $$,
    'achievement_prerequisites has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'achievements') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON learn.achievements FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON learn.achievements FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON learn.achievements FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()')
    $$,
    'achievements has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'ai_tutor_conversations') where enabled = 'origin'$$,
    $$values
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON learn.ai_tutor_conversations FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()')
    $$,
    'ai_tutor_conversations has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'auth_accounts') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON learn.auth_accounts FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{refresh_token,access_token,id_token,expires_at,session_state,updated_at}'', ''{provider_account_id}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON learn.auth_accounts FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON learn.auth_accounts FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()')
    $$,
    'auth_accounts has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'certificates') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON learn.certificates FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON learn.certificates FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON learn.certificates FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()')
    $$,
    'certificates has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'chat_messages') where enabled = 'origin'$$,
    $$values
        ('tell_of_message',
         'CREATE TRIGGER tell_of_message AFTER INSERT OR UPDATE ON learn.chat_messages FOR EACH ROW EXECUTE FUNCTION learn.tell_of_message()')
    $$,
    'chat_messages has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'code_submissions') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON learn.code_submissions FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{code,feedback,updated_at}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON learn.code_submissions FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON learn.code_submissions FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()')
    $$,
    'code_submissions has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'collaboration_sessions') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON learn.collaboration_sessions FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{code,version,document_length,updated_at}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON learn.collaboration_sessions FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('set_document_length',
         'CREATE TRIGGER set_document_length BEFORE INSERT ON learn.collaboration_sessions FOR EACH ROW EXECUTE FUNCTION learn.set_document_length()'),
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON learn.collaboration_sessions FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()'),
        ('tell_of_session',
         'CREATE TRIGGER tell_of_session AFTER UPDATE ON learn.collaboration_sessions FOR EACH ROW WHEN (((new.version <> old.version) OR (new.status <> old.status))) EXECUTE FUNCTION learn.tell_of_session()')
    $$,
    'collaboration_sessions has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'community_comments') where enabled = 'origin'$$,
    $$values
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON learn.community_comments FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()'),
        ('then_judge',
         'CREATE TRIGGER then_judge AFTER INSERT ON learn.community_comments FOR EACH ROW WHEN ((new.author_id IS NOT NULL)) EXECUTE FUNCTION learn.judge_earner(''author_id'')')
    $$,
    'community_comments has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'community_posts') where enabled = 'origin'$$,
    $$values
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON learn.community_posts FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()'),
        ('then_judge',
         'CREATE TRIGGER then_judge AFTER INSERT ON learn.community_posts FOR EACH ROW WHEN ((new.author_id IS NOT NULL)) EXECUTE FUNCTION learn.judge_earner(''author_id'')')
    $$,
    'community_posts has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'concept_mastery') where enabled = 'origin'$$,
    $$values
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON learn.concept_mastery FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()')
    $$,
    'concept_mastery has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'content_reports') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON learn.content_reports FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{}'', ''{details}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON learn.content_reports FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON learn.content_reports FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()')
    $$,
    'content_reports has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'course_enrollments') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON learn.course_enrollments FOR EACH ROW EXECUTE FUNCTION audit.record(''{user_id,course_id}'', ''{percentage_sum,time_spent_seconds,updated_at}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON learn.course_enrollments FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('keep_enrollment',
         'CREATE TRIGGER keep_enrollment BEFORE INSERT OR UPDATE ON learn.course_enrollments FOR EACH ROW EXECUTE FUNCTION learn.keep_enrollment()'),
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON learn.course_enrollments FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()')
    $$,
    'course_enrollments has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'course_prerequisites') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON learn.course_prerequisites FOR EACH ROW EXECUTE FUNCTION audit.record(''{course_id,prerequisite_id}'', ''{}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON learn.course_prerequisites FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('refuse_circle',
         'CREATE TRIGGER refuse_circle AFTER INSERT OR UPDATE ON learn.course_prerequisites FOR EACH ROW EXECUTE FUNCTION learn.refuse_circle(''course_id'')')
    $$,
    'course_prerequisites has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'course_translations') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON learn.course_translations FOR EACH ROW EXECUTE FUNCTION audit.record(''{course_id,language}'', ''{}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON learn.course_translations FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON learn.course_translations FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()')
    $$,
    'course_translations has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'course_versions') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON learn.course_versions FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON learn.course_versions FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('refuse_unpublishing',
         'CREATE TRIGGER refuse_unpublishing BEFORE DELETE OR UPDATE ON learn.course_versions FOR EACH ROW EXECUTE FUNCTION learn.refuse_unpublishing()'),
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON learn.course_versions FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()')
    $$,
    'course_versions has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'courses') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON learn.courses FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON learn.courses FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON learn.courses FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()')
    $$,
    'courses has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'daily_event_stats') where enabled = 'origin'$$,
    $$values
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON learn.daily_event_stats FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()')
    $$,
    'daily_event_stats has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'daily_user_stats') where enabled = 'origin'$$,
    $$values
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON learn.daily_user_stats FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()')
    $$,
    'daily_user_stats has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'exercise_hints') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON learn.exercise_hints FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON learn.exercise_hints FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('refuse_published',
         'CREATE TRIGGER refuse_published BEFORE INSERT OR DELETE OR UPDATE ON learn.exercise_hints FOR EACH ROW EXECUTE FUNCTION learn.refuse_published()'),
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON learn.exercise_hints FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()')
    $$,
    'exercise_hints has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'exercise_solutions') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON learn.exercise_solutions FOR EACH ROW EXECUTE FUNCTION audit.record(''{exercise_id}'', ''{}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON learn.exercise_solutions FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('refuse_published',
         'CREATE TRIGGER refuse_published BEFORE INSERT OR DELETE OR UPDATE ON learn.exercise_solutions FOR EACH ROW EXECUTE FUNCTION learn.refuse_published()'),
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON learn.exercise_solutions FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()')
    $$,
    'exercise_solutions has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'exercise_test_cases') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON learn.exercise_test_cases FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON learn.exercise_test_cases FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('refuse_published',
         'CREATE TRIGGER refuse_published BEFORE INSERT OR DELETE OR UPDATE ON learn.exercise_test_cases FOR EACH ROW EXECUTE FUNCTION learn.refuse_published()'),
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON learn.exercise_test_cases FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()')
    $$,
    'exercise_test_cases has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'exercises') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON learn.exercises FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON learn.exercises FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('refuse_published',
         'CREATE TRIGGER refuse_published BEFORE INSERT OR DELETE OR UPDATE ON learn.exercises FOR EACH ROW EXECUTE FUNCTION learn.refuse_published()'),
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON learn.exercises FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()')
    $$,
    'exercises has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'hint_usages') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON learn.hint_usages FOR EACH ROW EXECUTE FUNCTION audit.record(''{user_id,hint_id}'', ''{}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON learn.hint_usages FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()')
    $$,
    'hint_usages has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'lesson_notes') where enabled = 'origin'$$,
    $$values
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON learn.lesson_notes FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()')
    $$,
    'lesson_notes has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'lesson_prerequisites') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON learn.lesson_prerequisites FOR EACH ROW EXECUTE FUNCTION audit.record(''{version_id,lesson_id,prerequisite_id}'', ''{}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON learn.lesson_prerequisites FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('refuse_circle',
         'CREATE TRIGGER refuse_circle AFTER INSERT OR UPDATE ON learn.lesson_prerequisites FOR EACH ROW EXECUTE FUNCTION learn.refuse_circle(''lesson_id'')'),
        ('refuse_published',
         'CREATE TRIGGER refuse_published BEFORE INSERT OR DELETE OR UPDATE ON learn.lesson_prerequisites FOR EACH ROW EXECUTE FUNCTION learn.refuse_published()')
    $$,
    'lesson_prerequisites has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'lesson_translations') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON learn.lesson_translations FOR EACH ROW EXECUTE FUNCTION audit.record(''{lesson_id,language}'', ''{}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON learn.lesson_translations FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('refuse_published',
         'CREATE TRIGGER refuse_published BEFORE INSERT OR DELETE OR UPDATE ON learn.lesson_translations FOR EACH ROW EXECUTE FUNCTION learn.refuse_published()'),
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON learn.lesson_translations FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()')
    $$,
    'lesson_translations has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'lessons') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON learn.lessons FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON learn.lessons FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('refuse_published',
         'CREATE TRIGGER refuse_published BEFORE INSERT OR DELETE OR UPDATE ON learn.lessons FOR EACH ROW EXECUTE FUNCTION learn.refuse_published()'),
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON learn.lessons FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()')
    $$,
    'lessons has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'level_thresholds') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON learn.level_thresholds FOR EACH ROW EXECUTE FUNCTION audit.record(''{level}'', ''{}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON learn.level_thresholds FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('raise_levels',
         'CREATE TRIGGER raise_levels AFTER INSERT OR DELETE OR UPDATE ON learn.level_thresholds FOR EACH STATEMENT EXECUTE FUNCTION learn.raise_levels()')
    $$,
    'level_thresholds has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'message_reactions') where enabled = 'origin'$$,
    $$values
        ('tell_of_reaction',
         'CREATE TRIGGER tell_of_reaction AFTER INSERT OR DELETE ON learn.message_reactions FOR EACH ROW EXECUTE FUNCTION learn.tell_of_reaction()')
    $$,
    'message_reactions has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'module_translations') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON learn.module_translations FOR EACH ROW EXECUTE FUNCTION audit.record(''{module_id,language}'', ''{}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON learn.module_translations FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('refuse_published',
         'CREATE TRIGGER refuse_published BEFORE INSERT OR DELETE OR UPDATE ON learn.module_translations FOR EACH ROW EXECUTE FUNCTION learn.refuse_published()'),
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON learn.module_translations FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()')
    $$,
    'module_translations has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'modules') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON learn.modules FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON learn.modules FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('refuse_published',
         'CREATE TRIGGER refuse_published BEFORE INSERT OR DELETE OR UPDATE ON learn.modules FOR EACH ROW EXECUTE FUNCTION learn.refuse_published()'),
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON learn.modules FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()')
    $$,
    'modules has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'quiz_attempts') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON learn.quiz_attempts FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON learn.quiz_attempts FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()')
    $$,
    'quiz_attempts has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'quiz_correct_options') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON learn.quiz_correct_options FOR EACH ROW EXECUTE FUNCTION audit.record(''{question_id,option_id}'', ''{}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON learn.quiz_correct_options FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('refuse_published',
         'CREATE TRIGGER refuse_published BEFORE INSERT OR DELETE OR UPDATE ON learn.quiz_correct_options FOR EACH ROW EXECUTE FUNCTION learn.refuse_published()')
    $$,
    'quiz_correct_options has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'quiz_options') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON learn.quiz_options FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON learn.quiz_options FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('refuse_published',
         'CREATE TRIGGER refuse_published BEFORE INSERT OR DELETE OR UPDATE ON learn.quiz_options FOR EACH ROW EXECUTE FUNCTION learn.refuse_published()'),
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON learn.quiz_options FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()')
    $$,
    'quiz_options has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'quiz_question_keys') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON learn.quiz_question_keys FOR EACH ROW EXECUTE FUNCTION audit.record(''{question_id}'', ''{}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON learn.quiz_question_keys FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('refuse_published',
         'CREATE TRIGGER refuse_published BEFORE INSERT OR DELETE OR UPDATE ON learn.quiz_question_keys FOR EACH ROW EXECUTE FUNCTION learn.refuse_published()'),
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON learn.quiz_question_keys FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()')
    $$,
    'quiz_question_keys has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'quiz_questions') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON learn.quiz_questions FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON learn.quiz_questions FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('refuse_published',
         'CREATE TRIGGER refuse_published BEFORE INSERT OR DELETE OR UPDATE ON learn.quiz_questions FOR EACH ROW EXECUTE FUNCTION learn.refuse_published()'),
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON learn.quiz_questions FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()')
    $$,
    'quiz_questions has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'quizzes') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON learn.quizzes FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON learn.quizzes FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('refuse_published',
         'CREATE TRIGGER refuse_published BEFORE INSERT OR DELETE OR UPDATE ON learn.quizzes FOR EACH ROW EXECUTE FUNCTION learn.refuse_published()'),
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON learn.quizzes FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()')
    $$,
    'quizzes has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'rate_limits') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON learn.rate_limits FOR EACH ROW EXECUTE FUNCTION audit.record(''{action}'', ''{}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON learn.rate_limits FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()')
    $$,
    'rate_limits has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'recommendations') where enabled = 'origin'$$,
    $$values
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON learn.recommendations FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()')
    $$,
    'recommendations has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'role_permissions') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON learn.role_permissions FOR EACH ROW EXECUTE FUNCTION audit.record(''{role,permission}'', ''{}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON learn.role_permissions FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()')
    $$,
    'role_permissions has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'session_operations') where enabled = 'origin'$$,
    $$values
        ('number_operation',
         'CREATE TRIGGER number_operation BEFORE INSERT ON learn.session_operations FOR EACH ROW EXECUTE FUNCTION learn.number_operation()')
    $$,
    'session_operations has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'session_participants') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON learn.session_participants FOR EACH ROW EXECUTE FUNCTION audit.record(''{session_id,user_id}'', ''{cursor,last_seen_at}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON learn.session_participants FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('keep_room',
         'CREATE TRIGGER keep_room BEFORE INSERT OR UPDATE OF left_at ON learn.session_participants FOR EACH ROW EXECUTE FUNCTION learn.keep_room()'),
        ('tell_of_arrival',
         'CREATE TRIGGER tell_of_arrival AFTER INSERT ON learn.session_participants FOR EACH ROW EXECUTE FUNCTION learn.tell_of_participant(''participant'')'),
        ('tell_of_participant',
         'CREATE TRIGGER tell_of_participant AFTER UPDATE ON learn.session_participants FOR EACH ROW WHEN (((new.role IS DISTINCT FROM old.role) OR (new.left_at IS DISTINCT FROM old.left_at))) EXECUTE FUNCTION learn.tell_of_participant(''participant'')'),
        ('tell_of_presence',
         'CREATE TRIGGER tell_of_presence AFTER UPDATE ON learn.session_participants FOR EACH ROW WHEN ((new.cursor IS DISTINCT FROM old.cursor)) EXECUTE FUNCTION learn.tell_of_participant(''cursor'')')
    $$,
    'session_participants has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'tutor_allowances') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON learn.tutor_allowances FOR EACH ROW EXECUTE FUNCTION audit.record(''{role}'', ''{}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON learn.tutor_allowances FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()')
    $$,
    'tutor_allowances has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'tutor_usage') where enabled = 'origin'$$,
    $$values
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON learn.tutor_usage FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()')
    $$,
    'tutor_usage has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'user_achievements') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON learn.user_achievements FOR EACH ROW EXECUTE FUNCTION audit.record(''{user_id,achievement_id}'', ''{}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON learn.user_achievements FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON learn.user_achievements FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()')
    $$,
    'user_achievements has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'user_pii') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON learn.user_pii FOR EACH ROW EXECUTE FUNCTION audit.record(''{user_id}'', ''{}'', ''{legal_name,phone,phone_index,birth_date,address}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON learn.user_pii FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON learn.user_pii FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()')
    $$,
    'user_pii has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'user_profiles') where enabled = 'origin'$$,
    $$values
        ('forget_who_withdrew',
         'CREATE TRIGGER forget_who_withdrew AFTER UPDATE OF analytics_consent ON learn.user_profiles FOR EACH ROW WHEN ((old.analytics_consent AND (NOT new.analytics_consent))) EXECUTE FUNCTION learn.forget_who_withdrew()'),
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON learn.user_profiles FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()')
    $$,
    'user_profiles has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'user_progress') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON learn.user_progress FOR EACH ROW EXECUTE FUNCTION audit.record(''{user_id,lesson_id}'', ''{time_spent_seconds,code_snapshot,updated_at}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON learn.user_progress FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('keep_progress',
         'CREATE TRIGGER keep_progress BEFORE INSERT OR UPDATE ON learn.user_progress FOR EACH ROW EXECUTE FUNCTION learn.keep_progress()'),
        ('roll_up_progress',
         'CREATE TRIGGER roll_up_progress AFTER INSERT OR UPDATE ON learn.user_progress FOR EACH ROW EXECUTE FUNCTION learn.roll_up_progress()'),
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON learn.user_progress FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()'),
        ('then_reward_progress',
         'CREATE TRIGGER then_reward_progress AFTER INSERT OR UPDATE ON learn.user_progress FOR EACH ROW WHEN ((new.status = ''COMPLETED''::text)) EXECUTE FUNCTION learn.reward_progress()')
    $$,
    'user_progress has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'user_streak_days') where enabled = 'origin'$$,
    $$values
        ('keep_streak',
         'CREATE TRIGGER keep_streak AFTER INSERT OR DELETE OR UPDATE ON learn.user_streak_days FOR EACH ROW EXECUTE FUNCTION learn.keep_streak()')
    $$,
    'user_streak_days has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'users') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON learn.users FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{last_active_at,xp,level,streak,updated_at}'', ''{email,username,name,avatar,password_hash}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON learn.users FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('check_time_zone',
         'CREATE TRIGGER check_time_zone BEFORE INSERT OR UPDATE OF time_zone ON learn.users FOR EACH ROW EXECUTE FUNCTION learn.check_time_zone()'),
        ('equal_to_the_journal',
         'CREATE CONSTRAINT TRIGGER equal_to_the_journal AFTER INSERT OR UPDATE OF xp, level, streak ON learn.users DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION learn.compare_with_journal()'),
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON learn.users FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()')
    $$,
    'users has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('learn', 'xp_events') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON learn.xp_events FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON learn.xp_events FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('keep_points',
         'CREATE TRIGGER keep_points AFTER INSERT ON learn.xp_events FOR EACH ROW EXECUTE FUNCTION learn.keep_points()'),
        ('refuse_changing',
         'CREATE TRIGGER refuse_changing BEFORE UPDATE ON learn.xp_events FOR EACH ROW EXECUTE FUNCTION learn.refuse_rewriting()'),
        ('refuse_emptying',
         'CREATE TRIGGER refuse_emptying BEFORE TRUNCATE ON learn.xp_events FOR EACH STATEMENT EXECUTE FUNCTION learn.refuse_rewriting()'),
        ('refuse_removing',
         'CREATE CONSTRAINT TRIGGER refuse_removing AFTER DELETE ON learn.xp_events DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION learn.refuse_rewriting()'),
        ('then_judge',
         'CREATE TRIGGER then_judge AFTER INSERT ON learn.xp_events FOR EACH ROW WHEN ((new.source_type <> ''ACHIEVEMENT''::text)) EXECUTE FUNCTION learn.judge_earner(''user_id'')')
    $$,
    'xp_events has these triggers'
);

select set_eq(
    $$select "table" from test.triggers('learn')$$,
    array[
        'learn.achievement_prerequisites', 'learn.achievements', 'learn.ai_tutor_conversations', 'learn.auth_accounts',
        'learn.certificates', 'learn.chat_messages', 'learn.code_submissions', 'learn.collaboration_sessions',
        'learn.community_comments', 'learn.community_posts', 'learn.concept_mastery', 'learn.content_reports',
        'learn.course_enrollments', 'learn.course_prerequisites', 'learn.course_translations', 'learn.course_versions',
        'learn.courses', 'learn.daily_event_stats', 'learn.daily_user_stats', 'learn.exercise_hints',
        'learn.exercise_solutions', 'learn.exercise_test_cases', 'learn.exercises', 'learn.hint_usages',
        'learn.lesson_notes', 'learn.lesson_prerequisites', 'learn.lesson_translations', 'learn.lessons',
        'learn.level_thresholds', 'learn.message_reactions', 'learn.module_translations', 'learn.modules',
        'learn.quiz_attempts', 'learn.quiz_correct_options', 'learn.quiz_options', 'learn.quiz_question_keys',
        'learn.quiz_questions', 'learn.quizzes', 'learn.rate_limits', 'learn.recommendations', 'learn.role_permissions',
        'learn.session_operations', 'learn.session_participants', 'learn.tutor_allowances', 'learn.tutor_usage',
        'learn.user_achievements', 'learn.user_pii', 'learn.user_profiles', 'learn.user_progress',
        'learn.user_streak_days', 'learn.users', 'learn.xp_events'
    ],
    'nothing else of learn has triggers'
);

select is_empty(
    $$select "table", trigger from test.triggers('learn') where enabled <> 'origin'$$,
    'every trigger fires'
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

select is_empty(
    $$
        select c.relname from pg_class as c join pg_attribute as a on a.attrelid = c.oid and a.attname = 'updated_at'
        where c.relnamespace = 'learn'::regnamespace and c.relkind = 'r'
          and not exists (select from pg_trigger as t where t.tgrelid = c.oid and t.tgname = 'set_updated_at')
    $$,
    'every table that has a time of the last change keeps it'
);

select * from finish();
rollback;
