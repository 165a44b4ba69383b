-- RDP clients: their ways, their files, and hosts that have nothing of ours.

-- The key of which connect codes are made.
alter table farm_key drop constraint farm_key_kind_check;
alter table farm_key add constraint farm_key_kind_check check (kind in ('authority', 'ticket', 'file', 'code'));

alter table site
    add connection_mode     text not null default 'gateway-ssl'
        check (connection_mode in ('gateway-ssl', 'gateway', 'direct-ssl', 'direct', 'automatic')),
    add clients_may_choose  boolean not null default false,
    add address_bound       boolean not null default true,
    add public_address      text not null default '',   -- empty: what the request says
    add clipboard           text not null default 'both' check (clipboard in ('none', 'to-session', 'from-session', 'both')),
    add drives              boolean not null default true,
    add printers            boolean not null default true,
    add audio               boolean not null default true,
    add idle_minutes        integer not null default 0 check (idle_minutes between 0 and 10080);

-- A null is no word on the matter.
alter table farm_group
    add connection_mode  text check (connection_mode in ('gateway-ssl', 'gateway', 'direct-ssl', 'direct', 'automatic')),
    add clipboard        text check (clipboard in ('none', 'to-session', 'from-session', 'both')),
    add drives           boolean,
    add printers         boolean,
    add audio            boolean,
    add idle_minutes     integer check (idle_minutes between 0 and 10080);

alter table resource
    add clipboard     text check (clipboard in ('none', 'to-session', 'from-session', 'both')),
    add drives        boolean,
    add printers      boolean,
    add audio         boolean,
    add idle_minutes  integer check (idle_minutes between 0 and 10080);

alter table farm_user
    add open_in  text not null default 'browser' check (open_in in ('browser', 'rdp', 'ask'));

-- An unmanaged host is no component: it has no certificate of ours, and no row among them.
alter table host drop constraint host_id_fkey;
alter table host
    add kind         text not null default 'managed' check (kind in ('managed', 'unmanaged')),
    add platform     text check (platform in ('windows', 'other')),
    add certificate  bytea check (length(certificate) = 32),   -- the pinned one's SHA-256; null: a public CA's
    add constraint host_platform check ((kind = 'unmanaged') = (platform is not null));

-- What its RDP server restricts for everybody.
alter table host_report
    add clipboard text not null default 'both' check (clipboard in ('none', 'to-session', 'from-session', 'both'));

-- Where clients reach a gateway's plain relay; 0 when it is off.
alter table component add relay_port integer not null default 0;

-- A starting session's place is kept until then; one that nobody can see counts until then.
alter table session add until timestamptz not null default now() + interval '90 seconds';
alter table session alter until drop default;
-- When a gateway last named the session among those that it carries. For unmanaged hosts alone.
alter table session add carried timestamptz;

alter table launch
    add client           text not null default 'browser' check (client in ('browser', 'rdp')),
    add portal           text not null default '',       -- what a browser's ticket is bound to
    add opens_seconds    integer not null default 60,    -- from the click to the client's first bytes
    add mode             text,
    add code             text,                           -- the digest of the connect code
    add address_bound    boolean not null default false,
    add claimed          timestamptz,                    -- by a gateway, for unmanaged hosts alone
    add claimed_address  text not null default '',
    add revoked          timestamptz;
create unique index launch_code on launch (code) where code is not null;
create index launch_of_session on launch (session_id);

-- Signing a client program in by the browser: one grant, once, within two minutes.
create table client_grant (
    digest     bytea primary key,
    user_id    uuid not null references farm_user on delete cascade,
    challenge  text not null,
    expires    timestamptz not null,
    used       timestamptz
);
