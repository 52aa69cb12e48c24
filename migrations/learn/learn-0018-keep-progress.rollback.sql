drop view learn.module_progress;

drop function learn.record_progress(uuid, integer, integer, text);

drop function learn.open_lesson(uuid);

drop function learn.drop_course(uuid);

drop function learn.enroll(uuid);

drop trigger roll_up_progress on learn.user_progress;

drop function learn.roll_up_progress();

drop trigger keep_progress on learn.user_progress;

drop function learn.keep_progress();

drop function learn.why_locked(uuid, uuid);

drop trigger keep_enrollment on learn.course_enrollments;

drop function learn.keep_enrollment();

delete from learn.errors where sqlstate in ('LNP01', 'LNP02', 'LNP03', 'LNP04', 'LNP05', 'LNP06', 'LNP07');
