drop index concurrently learn.lessons_previews_idx;
