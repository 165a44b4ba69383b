-- Documents, web applications and network folders; how resources are opened, and whether they can be.

alter table resource drop constraint resource_kind_check;
alter table resource add constraint resource_kind_check
    check (kind in ('application', 'desktop', 'document', 'web', 'folder'));

alter table resource
    add column opener      text not null default '',
    add column opens_on    text not null default 'host' check (opens_on in ('host', 'device', 'device-or-host')),
    add column kiosk       boolean not null default false,
    add column single      boolean not null default false,
    add column available   boolean not null default true,
    add column message     text not null default '',
    add column max_uses    integer not null default 0 check (max_uses between 0 and 100000),
    -- How a network folder is opened; the password is sealed with the farm key.
    add column credentials       text not null default 'ask' check (credentials in ('ask', 'account', 'kerberos')),
    add column account           text not null default '',
    add column account_password  bytea;

-- Who has a resource open of which only so many may be used at a time, by the last launch of each.
create table resource_use (
    resource_id  uuid not null references resource on delete cascade,
    user_id      uuid not null references farm_user on delete cascade,
    launch_id    uuid not null references launch on delete cascade,
    at           timestamptz not null default now(),
    primary key (resource_id, user_id)
);
