-- How long each stage took by itself: since the one before it, as the timeline in the domain has it. Null where that says
-- nothing about host or farm: a connection file waits for a person, and older launches were not measured so.
alter table launch_stage add spent_ms bigint;
