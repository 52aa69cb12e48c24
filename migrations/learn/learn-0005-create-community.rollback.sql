drop table learn.content_reports;

drop table learn.community_comments;

drop table learn.community_posts;
