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

drop materialized view learn.mv_contributor_leaderboard;

drop materialized view learn.mv_streak_leaderboard;

drop materialized view learn.mv_completion_leaderboard;

drop materialized view learn.mv_weekly_leaderboard;

drop materialized view learn.mv_user_leaderboard;

drop table learn.leaderboards;

delete from learn.errors where sqlstate = 'LNG04';
