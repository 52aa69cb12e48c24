do $$
begin
    raise notice 'what was filled in stays until its columns are dropped, by the rollback that follows';
end
$$;
