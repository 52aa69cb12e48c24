do $$
begin
    raise notice 'slugs and entries stay until their column and their table are dropped, by the rollbacks that follow';
end
$$;
