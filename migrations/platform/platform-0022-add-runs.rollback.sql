drop function platform.finish_run(text, text, jsonb);

drop function platform.run_once(text, text);

drop table platform.runs;

drop function platform.refuse_unfinished_run();

delete from platform.errors where sqlstate in ('PFJ04', 'PFJ05');
