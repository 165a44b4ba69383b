-- Sessions under control: who looks at them, and how long they last.

-- Who looks at the sessions of a host, as its agent last said. Worth nothing after a crash, so it is not logged.
create unlogged table host_clients (
    host_id  uuid primary key,
    at       timestamptz not null,
    clients  jsonb not null
);

-- For how long a session may be without a client, and for how long it may last at all. 0: without end.
alter table site
    add disconnected_minutes  integer not null default 0 check (disconnected_minutes between 0 and 10080),
    add session_minutes       integer not null default 0 check (session_minutes between 0 and 10080);

-- A null is no word on the matter.
alter table farm_group
    add disconnected_minutes  integer check (disconnected_minutes between 0 and 10080),
    add session_minutes       integer check (session_minutes between 0 and 10080);

alter table resource
    add disconnected_minutes  integer check (disconnected_minutes between 0 and 10080),
    add session_minutes       integer check (session_minutes between 0 and 10080);
