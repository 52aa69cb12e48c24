revoke execute on function learn.judge_achievements(uuid) from learn_app;

drop trigger then_judge on learn.community_comments;

drop trigger then_judge on learn.community_posts;

drop trigger then_judge on learn.xp_events;

drop function learn.judge_earner();

drop function learn.judge_achievements(uuid);

drop function learn.count_for_achievements(uuid);

select audit.unwatch('learn.achievements');
select audit.unwatch('learn.achievement_prerequisites');

delete from learn.achievements
where key in (
    'first_lesson', 'lesson_master', 'solidity_scholar', 'quiz_ace', 'perfect_streak', 'first_contract', 'defi_developer',
    'daily_learner', 'dedication_master', 'xp_collector', 'level_up_legend', 'early_adopter', 'community_contributor',
    'speed_learner', 'marathon_learner'
);

select audit.watch('learn.achievements');
select audit.watch('learn.achievement_prerequisites');
