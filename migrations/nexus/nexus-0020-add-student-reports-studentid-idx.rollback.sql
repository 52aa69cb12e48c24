drop index concurrently nexus."student_reports_studentId_idx";
