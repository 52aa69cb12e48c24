-- The integrity checks that the contexts have declared, all of them.
select c.context, c.name, r.record, r.problem
from platform.integrity_checks as c
cross join lateral platform.run_check(c.context, c.name) as r;
