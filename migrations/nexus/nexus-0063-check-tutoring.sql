-- depends: nexus-0062-drop-availability-weak-key
-- transactional: false
--
-- Pupils and what they subscribe to, attend and earn: lists of words, figures that cannot be negative, an end
-- after its beginning. INV-CRE-3: no balance below zero.
--
-- numeric accepts NaN and sorts it above every number, so "not negative" alone would let it in: a second check
-- keeps it out, here and wherever credits or money are stored.
--
-- New and changed rows obey from now on; the next migration validates the rest. ACCESS EXCLUSIVE on each table
-- for an instant, without a scan, each statement a transaction of its own. Rewrites nothing, loses nothing.

alter table nexus.students
    add constraint students_credits_is_a_number
        check (credits <> 'NaN') not valid,
    add constraint students_credits_is_not_negative
        check (credits >= 0) not valid,
    add constraint "students_totalSessions_is_not_negative"
        check ("totalSessions" >= 0) not valid,
    add constraint "students_completedSessions_is_not_negative"
        check ("completedSessions" >= 0) not valid;

alter table nexus.subscriptions
    add constraint "subscriptions_planName_is_known"
        check ("planName" in ('ACCES_PLATEFORME', 'HYBRIDE', 'IMMERSION')) not valid,
    add constraint "subscriptions_monthlyPrice_is_not_negative"
        check ("monthlyPrice" >= 0) not valid,
    add constraint "subscriptions_creditsPerMonth_is_not_negative"
        check ("creditsPerMonth" >= 0) not valid,
    add constraint "subscriptions_ariaCost_is_not_negative"
        check ("ariaCost" >= 0) not valid,
    add constraint "subscriptions_endDate_is_after_startDate"
        check ("endDate" > "startDate") not valid;

alter table nexus.subscription_requests
    add constraint "subscription_requests_requestType_is_known"
        check ("requestType" in ('PLAN_CHANGE', 'ARIA_ADDON', 'INVOICE_DETAILS')) not valid,
    add constraint subscription_requests_status_is_known
        check (status in ('PENDING', 'APPROVED', 'REJECTED')) not valid,
    add constraint "subscription_requests_planName_is_there_where_needed"
        check ("requestType" = 'INVOICE_DETAILS' or "planName" is not null) not valid,
    add constraint "subscription_requests_monthlyPrice_is_a_number"
        check ("monthlyPrice" <> 'NaN') not valid,
    add constraint "subscription_requests_monthlyPrice_is_not_negative"
        check ("monthlyPrice" >= 0) not valid;

alter table nexus.sessions
    add constraint sessions_duration_is_positive
        check (duration > 0) not valid,
    add constraint "sessions_creditCost_is_a_number"
        check ("creditCost" <> 'NaN') not valid,
    add constraint "sessions_creditCost_is_not_negative"
        check ("creditCost" >= 0) not valid;

alter table nexus.badges
    add constraint badges_category_is_known
        check (category in ('ASSIDUITE', 'PROGRESSION', 'CURIOSITE')) not valid;

alter table nexus.student_reports
    add constraint "student_reports_sessionsCount_is_not_negative"
        check ("sessionsCount" >= 0) not valid,
    add constraint "student_reports_averageGrade_is_a_mark"
        check ("averageGrade" between 0 and 20) not valid;
