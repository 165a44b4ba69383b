-- Placement: its rules, what administrators want of hosts, groups of hosts, and the queue of launches.

alter table site
    add placement_method  text not null default 'resources' check (placement_method in ('resources', 'round-robin')),
    add sessions_weight   double precision not null default 2 check (sessions_weight >= 0),
    add cpu_weight        double precision not null default 1 check (cpu_weight >= 0),
    add memory_weight     double precision not null default 1 check (memory_weight >= 0),
    add dead_seconds      integer not null default 15 check (dead_seconds between 5 and 300),
    add report_seconds    integer not null default 3 check (report_seconds between 1 and 60),
    add logons_per_host   integer not null default 10 check (logons_per_host between 0 and 100),
    add queue_seconds     integer not null default 120 check (queue_seconds between 10 and 600),
    add constraint site_weights check (sessions_weight + cpu_weight + memory_weight > 0),
    add constraint site_dead_seconds check (dead_seconds >= 3 * report_seconds);

alter table host drop constraint host_state_check;
alter table host
    add constraint host_state_check
        check (state in ('enabled', 'draining', 'draining-until-reboot', 'maintenance', 'disabled')),
    add message     text not null default '' check (length(message) <= 500),   -- to users whom maintenance leaves without a host
    add boot        text not null default '',                                  -- which boot it last reported
    add max_logons  integer check (max_logons between 1 and 100),              -- null: the site's
    add last_given  timestamptz;                                               -- when it was given a session

create table host_group (
    id       uuid primary key,
    site_id  uuid not null references site,
    name     text not null
);
create unique index host_group_name on host_group (site_id, lower(name));

alter table host add group_id uuid references host_group on delete set null;
create index host_of_group on host (group_id);

create table resource_host_group (
    resource_id    uuid not null references resource on delete cascade,
    host_group_id  uuid not null references host_group on delete cascade,
    primary key (resource_id, host_group_id)
);

-- Launches that wait because the hosts that they could use have as many sessions beginning as they may. The numbers are
-- given under the lock of the site's places, so their order is that of arrival, whichever broker took the launch.
create table launch_queue (
    launch_id  uuid primary key references launch on delete cascade,
    site_id    uuid not null references site,
    number     bigint generated always as identity,
    hosts      uuid[] not null,                                -- which it could use
    since      timestamptz not null default clock_timestamp(),
    seen       timestamptz not null default clock_timestamp(), -- when its client was last there to wait
    holder     uuid                                            -- the request that waits for it
);
create index launch_queue_order on launch_queue (site_id, number);
