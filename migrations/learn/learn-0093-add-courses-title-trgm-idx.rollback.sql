drop index concurrently learn.courses_title_trgm_idx;
