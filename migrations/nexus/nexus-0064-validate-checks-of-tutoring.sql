-- depends: nexus-0063-check-tutoring
-- transactional: false
--
-- The rows that were there before obey the checks of tutoring, too. If one does not, the server names the check,
-- the table stays as it is, and the next run continues here: list the rows with the check's condition negated.
--
-- SHARE UPDATE EXCLUSIVE on each table while it is scanned: reads and writes go on. Rewrites nothing, loses
-- nothing.

alter table nexus.students
    validate constraint students_credits_is_a_number,
    validate constraint students_credits_is_not_negative,
    validate constraint "students_totalSessions_is_not_negative",
    validate constraint "students_completedSessions_is_not_negative";

alter table nexus.subscriptions
    validate constraint "subscriptions_planName_is_known",
    validate constraint "subscriptions_monthlyPrice_is_not_negative",
    validate constraint "subscriptions_creditsPerMonth_is_not_negative",
    validate constraint "subscriptions_ariaCost_is_not_negative",
    validate constraint "subscriptions_endDate_is_after_startDate";

alter table nexus.subscription_requests
    validate constraint "subscription_requests_requestType_is_known",
    validate constraint subscription_requests_status_is_known,
    validate constraint "subscription_requests_planName_is_there_where_needed",
    validate constraint "subscription_requests_monthlyPrice_is_a_number",
    validate constraint "subscription_requests_monthlyPrice_is_not_negative";

alter table nexus.sessions
    validate constraint sessions_duration_is_positive,
    validate constraint "sessions_creditCost_is_a_number",
    validate constraint "sessions_creditCost_is_not_negative";

alter table nexus.badges
    validate constraint badges_category_is_known;

alter table nexus.student_reports
    validate constraint "student_reports_sessionsCount_is_not_negative",
    validate constraint "student_reports_averageGrade_is_a_mark";
