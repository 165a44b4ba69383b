-- What opens by itself with a session, which files an application opens, and what is different on some hosts.

alter table resource
    add column auto_start  boolean not null default false,
    add column extensions  text[] not null default '{}';

create table resource_on_host (
    resource_id  uuid not null references resource on delete cascade,
    host_id      uuid not null references host on delete cascade,
    -- Null is as everywhere.
    target       text,
    arguments    text[],
    start_in     text,
    primary key (resource_id, host_id)
);
