revoke execute on function
    learn.refresh_leaderboards(interval), learn.take_leaderboard_snapshots(integer, interval)
    from learn_app;

revoke execute on function
    learn.leaderboard(text, uuid, text, integer, integer), learn.neighbours(text, uuid, integer), learn.my_rank(text, uuid)
    from learn_app, learn_user;

drop function learn.take_leaderboard_snapshots(integer, interval);

drop function learn.refresh_leaderboards(interval);

drop function learn.my_rank(text, uuid);

drop function learn.neighbours(text, uuid, integer);

drop function learn.leaderboard(text, uuid, text, integer, integer);

drop function learn.places(uuid, text, uuid, int4range, text, integer);

drop function learn.require_board(text, uuid);

drop view learn.standings;

drop materialized view learn.mv_course_leaderboard;

drop function learn.ranked_in_courses();

drop materialized view learn.mv_contributor_leaderboard;

drop function learn.ranked_by_writings();

drop materialized view learn.mv_streak_leaderboard;

drop function learn.ranked_by_streak();

drop materialized view learn.mv_completion_leaderboard;

drop function learn.ranked_by_courses();

drop materialized view learn.mv_weekly_leaderboard;

drop function learn.ranked_by_points_of_the_week();

drop materialized view learn.mv_user_leaderboard;

drop function learn.ranked_by_points();

drop table learn.leaderboards;

delete from learn.errors where sqlstate = 'LNG04';
