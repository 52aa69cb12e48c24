drop index concurrently learn.lessons_title_trgm_idx;
