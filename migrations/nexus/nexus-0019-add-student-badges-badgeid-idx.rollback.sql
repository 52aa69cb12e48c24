drop index concurrently nexus."student_badges_badgeId_idx";
