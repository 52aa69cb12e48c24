drop index concurrently nexus."students_parentId_idx";
