do $$
declare
    relation text;
begin
    foreach relation in array array[
        'modules', 'lessons', 'lesson_prerequisites', 'module_translations', 'lesson_translations', 'quizzes',
        'quiz_questions', 'quiz_options', 'quiz_correct_options', 'quiz_question_keys', 'exercises', 'exercise_solutions',
        'exercise_test_cases', 'exercise_hints'
    ] loop
        execute format('drop trigger refuse_published on learn.%I', relation);
    end loop;
end
$$;

drop trigger refuse_unpublishing on learn.course_versions;

drop function learn.refuse_unpublishing();

drop function learn.refuse_published();

drop function learn.version_of(text, jsonb);

delete from learn.errors where sqlstate = 'LNC02';
