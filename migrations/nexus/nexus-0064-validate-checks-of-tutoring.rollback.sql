-- NOT VALID again: there is no statement that forgets a validation, so each check is replaced.

alter table nexus.student_reports
    drop constraint "student_reports_sessionsCount_is_not_negative",
    add constraint "student_reports_sessionsCount_is_not_negative"
        check ("sessionsCount" >= 0) not valid,
    drop constraint "student_reports_averageGrade_is_a_mark",
    add constraint "student_reports_averageGrade_is_a_mark"
        check ("averageGrade" between 0 and 20) not valid;

alter table nexus.badges
    drop constraint badges_category_is_known,
    add constraint badges_category_is_known
        check (category in ('ASSIDUITE', 'PROGRESSION', 'CURIOSITE')) not valid;

alter table nexus.sessions
    drop constraint sessions_duration_is_positive,
    add constraint sessions_duration_is_positive
        check (duration > 0) not valid,
    drop constraint "sessions_creditCost_is_a_number",
    add constraint "sessions_creditCost_is_a_number"
        check ("creditCost" <> 'NaN') not valid,
    drop constraint "sessions_creditCost_is_not_negative",
    add constraint "sessions_creditCost_is_not_negative"
        check ("creditCost" >= 0) not valid;

alter table nexus.subscription_requests
    drop constraint "subscription_requests_requestType_is_known",
    add constraint "subscription_requests_requestType_is_known"
        check ("requestType" in ('PLAN_CHANGE', 'ARIA_ADDON', 'INVOICE_DETAILS')) not valid,
    drop constraint subscription_requests_status_is_known,
    add constraint subscription_requests_status_is_known
        check (status in ('PENDING', 'APPROVED', 'REJECTED')) not valid,
    drop constraint "subscription_requests_planName_is_there_where_needed",
    add constraint "subscription_requests_planName_is_there_where_needed"
        check ("requestType" = 'INVOICE_DETAILS' or "planName" is not null) not valid,
    drop constraint "subscription_requests_monthlyPrice_is_a_number",
    add constraint "subscription_requests_monthlyPrice_is_a_number"
        check ("monthlyPrice" <> 'NaN') not valid,
    drop constraint "subscription_requests_monthlyPrice_is_not_negative",
    add constraint "subscription_requests_monthlyPrice_is_not_negative"
        check ("monthlyPrice" >= 0) not valid;

alter table nexus.subscriptions
    drop constraint "subscriptions_planName_is_known",
    add constraint "subscriptions_planName_is_known"
        check ("planName" in ('ACCES_PLATEFORME', 'HYBRIDE', 'IMMERSION')) not valid,
    drop constraint "subscriptions_monthlyPrice_is_not_negative",
    add constraint "subscriptions_monthlyPrice_is_not_negative"
        check ("monthlyPrice" >= 0) not valid,
    drop constraint "subscriptions_creditsPerMonth_is_not_negative",
    add constraint "subscriptions_creditsPerMonth_is_not_negative"
        check ("creditsPerMonth" >= 0) not valid,
    drop constraint "subscriptions_ariaCost_is_not_negative",
    add constraint "subscriptions_ariaCost_is_not_negative"
        check ("ariaCost" >= 0) not valid,
    drop constraint "subscriptions_endDate_is_after_startDate",
    add constraint "subscriptions_endDate_is_after_startDate"
        check ("endDate" > "startDate") not valid;

alter table nexus.students
    drop constraint students_credits_is_a_number,
    add constraint students_credits_is_a_number
        check (credits <> 'NaN') not valid,
    drop constraint students_credits_is_not_negative,
    add constraint students_credits_is_not_negative
        check (credits >= 0) not valid,
    drop constraint "students_totalSessions_is_not_negative",
    add constraint "students_totalSessions_is_not_negative"
        check ("totalSessions" >= 0) not valid,
    drop constraint "students_completedSessions_is_not_negative",
    add constraint "students_completedSessions_is_not_negative"
        check ("completedSessions" >= 0) not valid;
