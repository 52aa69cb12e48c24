-- What a coach has to do from now on.
-- $1: 'coach-' || {n}
select id, "scheduledDate", "startTime", "endTime", subject, status
from nexus."SessionBooking"
where "coachId" = $1 and "scheduledDate" >= current_date
order by "scheduledDate", "startTime";
