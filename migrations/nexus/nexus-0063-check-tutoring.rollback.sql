alter table nexus.student_reports
    drop constraint "student_reports_averageGrade_is_a_mark",
    drop constraint "student_reports_sessionsCount_is_not_negative";

alter table nexus.badges
    drop constraint badges_category_is_known;

alter table nexus.sessions
    drop constraint "sessions_creditCost_is_not_negative",
    drop constraint "sessions_creditCost_is_a_number",
    drop constraint sessions_duration_is_positive;

alter table nexus.subscription_requests
    drop constraint "subscription_requests_monthlyPrice_is_not_negative",
    drop constraint "subscription_requests_monthlyPrice_is_a_number",
    drop constraint "subscription_requests_planName_is_there_where_needed",
    drop constraint subscription_requests_status_is_known,
    drop constraint "subscription_requests_requestType_is_known";

alter table nexus.subscriptions
    drop constraint "subscriptions_endDate_is_after_startDate",
    drop constraint "subscriptions_ariaCost_is_not_negative",
    drop constraint "subscriptions_creditsPerMonth_is_not_negative",
    drop constraint "subscriptions_monthlyPrice_is_not_negative",
    drop constraint "subscriptions_planName_is_known";

alter table nexus.students
    drop constraint "students_completedSessions_is_not_negative",
    drop constraint "students_totalSessions_is_not_negative",
    drop constraint students_credits_is_not_negative,
    drop constraint students_credits_is_a_number;
