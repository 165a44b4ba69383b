-- Every row belongs to a site, so that a farm can grow to several without being rebuilt.
-- Times are the database's: now() in SQL, never a clock of a component.

create table site (
    id                          uuid primary key,
    name                        text not null,
    accounts_on_demand          boolean not null default false,
    session_ends_after_seconds  integer not null default 20 check (session_ends_after_seconds between 5 and 86400)
);

-- Keys of the farm. Private parts are encrypted with the farm key, which is not in the database.
create table farm_key (
    id           text primary key,
    kind         text not null check (kind in ('authority', 'ticket')),
    public_part  bytea not null,   -- authority: the certificate; ticket: SubjectPublicKeyInfo
    private_part bytea not null,
    created      timestamptz not null default now(),
    retired      timestamptz
);

create table component (
    id            uuid primary key,
    site_id       uuid not null references site,
    role          text not null check (role in ('broker', 'gateway', 'host', 'balancer')),
    name          text not null,
    serial        text not null,
    certificate_expires timestamptz not null,
    version       text not null default '',
    joined        timestamptz not null default now(),
    last_seen     timestamptz,
    revoked       timestamptz
);
create index component_of_site on component (site_id, role);

create table join_token (
    digest   bytea primary key,
    site_id  uuid not null references site,
    role     text not null check (role in ('gateway', 'host', 'balancer', 'broker')),
    created  timestamptz not null default now(),
    expires  timestamptz not null,
    used     timestamptz
);

-- People

create table farm_user (
    id             uuid primary key,
    site_id        uuid not null references site,
    name           text not null,
    display_name   text not null,
    password_hash  text not null,
    administrator  boolean not null default false,
    enabled        boolean not null default true,
    created        timestamptz not null default now(),
    last_sign_in   timestamptz
);
create unique index farm_user_name on farm_user (site_id, lower(name));

create table farm_group (
    id       uuid primary key,
    site_id  uuid not null references site,
    name     text not null
);
create unique index farm_group_name on farm_group (site_id, lower(name));

create table group_member (
    group_id  uuid not null references farm_group on delete cascade,
    user_id   uuid not null references farm_user on delete cascade,
    primary key (group_id, user_id)
);
create index group_member_user on group_member (user_id);

-- Wrong passwords in a row, by what was typed and not by account: an unknown name is treated like a known one.
create table sign_in_failure (
    site_id       uuid not null references site,
    name          text not null,
    failures      integer not null,
    closed_until  timestamptz not null,
    last_failure  timestamptz not null,
    primary key (site_id, name)
);

create table portal_session (
    digest      bytea primary key,
    client      text not null,      -- what tickets of this session are bound to
    user_id     uuid not null references farm_user on delete cascade,
    created     timestamptz not null default now(),
    last_used   timestamptz not null default now(),
    address     text not null,
    user_agent  text not null
);
create index portal_session_user on portal_session (user_id);

create table api_token (
    digest   bytea primary key,
    site_id  uuid not null references site,
    name     text not null,
    created  timestamptz not null default now()
);

-- INVARIANT: one identity, one account; one account, one identity. HostAccount has the rest of it.
create table host_account (
    user_id  uuid primary key references farm_user on delete cascade,
    site_id  uuid not null references site,
    name     text not null,
    uid      integer not null check (uid >= 1000 and uid < 65534),
    origin   text not null check (origin in ('existing', 'created')),
    unique (site_id, name),
    unique (site_id, uid)
);

-- Uids that were given out once are never given out again: files of a deleted user must not fall to a new one.
create table given_uid (
    site_id  uuid not null references site,
    uid      integer not null,
    primary key (site_id, uid)
);

-- Hosts

create table host (
    id            uuid primary key references component,
    site_id       uuid not null references site,
    name          text not null,
    address       text not null,   -- where others reach it; with the port, the target of tickets
    port          integer not null default 3389,
    state         text not null default 'enabled' check (state in ('enabled', 'draining', 'disabled')),
    max_sessions  integer not null default 50 check (max_sessions between 1 and 10000)
);
create index host_of_site on host (site_id);

-- What hosts last said. Worth nothing after a crash, so it is not logged.
create unlogged table host_report (
    host_id       uuid primary key,
    generation    bigint not null,
    number        bigint not null,
    at            timestamptz not null,
    cpu           double precision not null,
    memory        double precision not null,
    sessions      integer not null,
    front_ready   boolean not null,
    applications  text not null
);

create table icon (
    digest  text primary key,
    type    text not null,
    data    bytea not null
);

create table host_application (
    host_id  uuid not null references host on delete cascade,
    id       text not null,
    name     text not null,
    comment  text not null,
    command  text[] not null,
    desktop  boolean not null,
    icon     text references icon,
    primary key (host_id, id)
);

create table host_application_list (
    host_id  uuid primary key references host on delete cascade,
    digest   text not null
);

-- What is published

create table resource (
    id         uuid primary key,
    site_id    uuid not null references site,
    kind       text not null check (kind in ('application', 'desktop')),
    name       text not null,
    folder     text not null,
    target     text not null,
    arguments  text[] not null,
    start_in   text not null,
    icon       text references icon,
    enabled    boolean not null
);
create unique index resource_name on resource (site_id, lower(folder), lower(name));

create table resource_user (
    resource_id  uuid not null references resource on delete cascade,
    user_id      uuid not null references farm_user on delete cascade,
    primary key (resource_id, user_id)
);
create table resource_group (
    resource_id  uuid not null references resource on delete cascade,
    group_id     uuid not null references farm_group on delete cascade,
    primary key (resource_id, group_id)
);
create table resource_host (
    resource_id  uuid not null references resource on delete cascade,
    host_id      uuid not null references host on delete cascade,
    primary key (resource_id, host_id)
);

-- Sessions: the hosts know the truth, this follows.

create table session (
    id            uuid primary key,
    site_id       uuid not null references site,
    user_id       uuid not null references farm_user on delete cascade,
    host_id       uuid not null references host on delete cascade,
    kind          text not null check (kind in ('applications', 'desktop')),
    policy        text not null,
    state         text not null check (state in ('starting', 'active', 'disconnected', 'unknown', 'ended')),
    reserved      timestamptz not null default now(),
    account       text not null default '',
    display       text not null default '',
    windows       jsonb not null default '[]',
    address       text not null default '',
    ended         timestamptz,
    reason        text not null default ''
);
-- INVARIANT: at most one live session for a key, and one for a user and host.
create unique index session_live_key on session (site_id, user_id, kind, policy) where state <> 'ended';
create unique index session_live_place on session (host_id, user_id) where state <> 'ended';
create index session_of_host on session (host_id) where state <> 'ended';

create table launch (
    id           uuid primary key,
    site_id      uuid not null references site,
    user_id      uuid not null references farm_user on delete cascade,
    click        text not null,
    resource_id  uuid references resource on delete set null,
    session_id   uuid references session on delete set null,
    host_id      uuid references host on delete set null,
    address      text not null,
    at           timestamptz not null default now(),
    state        text not null default 'pending'
                 check (state in ('pending', 'connecting', 'running', 'opened', 'failed', 'expired')),
    reason       text not null default '',
    detail       text not null default '',
    placement    jsonb,
    unique (user_id, click)
);
create index launch_latest on launch (site_id, at desc);
create index launch_waiting on launch (at) where state in ('pending', 'connecting');

create table launch_stage (
    launch_id  uuid not null references launch on delete cascade,
    stage      text not null,
    ms         bigint not null,
    failure    text not null default '',
    primary key (launch_id, stage)
);

create table audit (
    id       bigint generated always as identity primary key,
    site_id  uuid not null references site,
    at       timestamptz not null default now(),
    actor    text not null,
    address  text not null,
    action   text not null,
    object   text not null,
    outcome  text not null check (outcome in ('done', 'refused', 'failed')),
    reason   text not null default '',
    details  jsonb not null default '{}'
);
create index audit_latest on audit (site_id, id desc);
