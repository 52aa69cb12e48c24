do $$
begin
    raise notice 'what was filled in stays until its columns are dropped, by the rollback of the migration that added them';
end
$$;
