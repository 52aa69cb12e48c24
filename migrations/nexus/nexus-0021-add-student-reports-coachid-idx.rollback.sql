drop index concurrently nexus."student_reports_coachId_idx";
