drop index concurrently nexus."CoachAvailability_times_key";
