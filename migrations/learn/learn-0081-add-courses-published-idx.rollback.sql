drop index concurrently learn.courses_published_idx;
