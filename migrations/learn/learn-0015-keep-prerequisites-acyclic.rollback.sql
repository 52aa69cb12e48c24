drop trigger refuse_circle on learn.achievement_prerequisites;

drop trigger refuse_circle on learn.lesson_prerequisites;

drop trigger refuse_circle on learn.course_prerequisites;

drop function learn.refuse_circle();

drop table learn.graphs;

delete from learn.errors where sqlstate = 'LNC01';
