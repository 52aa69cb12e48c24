select privacy.undescribe_table('privacy.holds');
select privacy.undescribe_table('privacy.requests');
select privacy.undescribe_table('platform.idempotency_keys');
select privacy.undescribe_table('platform.runs');
select privacy.undescribe_table('platform.jobs_archive');
select privacy.undescribe_table('platform.jobs');
