drop table platform.jobs_archive;

drop table platform.jobs;
