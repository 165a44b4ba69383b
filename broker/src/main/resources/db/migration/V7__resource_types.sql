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
    add column max_uses    integer not null default 0 check (max_uses between 0 and 100000);
