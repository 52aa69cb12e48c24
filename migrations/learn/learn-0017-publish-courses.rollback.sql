drop function learn.draft_course_version(uuid, text);

drop function learn.archive_course(uuid);

drop function learn.publish_course_version(uuid);

drop function learn.what_is_missing(uuid);

delete from learn.errors where sqlstate in ('LNC03', 'LNC04', 'LNC05');
