drop table learn.daily_user_stats;

drop function learn.create_analytics_partitions(integer);

-- With its partitions.
drop table learn.learning_analytics;
