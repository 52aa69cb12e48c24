revoke execute on function
    learn.recommend(uuid), learn.refresh_popularity(interval)
    from learn_app;

revoke execute on function
    learn.my_recommendations(integer), learn.decide_recommendation(uuid, boolean)
    from learn_app, learn_user;

drop function learn.decide_recommendation(uuid, boolean);

drop function learn.my_recommendations(integer);

drop function learn.recommendations_of(uuid, integer);

drop function learn.recommend(uuid);

drop function learn.reasons_to_recommend(uuid);

drop function learn.refresh_popularity(interval);

drop materialized view learn.mv_course_popularity;

drop function learn.counted_learners();

delete from learn.errors where sqlstate in ('LNI04');
