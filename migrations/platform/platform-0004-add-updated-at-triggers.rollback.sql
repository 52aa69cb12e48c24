drop function platform."set_updatedAt"();

drop function platform.set_updated_at();
