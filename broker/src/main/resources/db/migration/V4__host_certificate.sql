-- What a host's front shows to RDP clients: the SHA-256 of its certificate, so that a client can be told beforehand.
alter table component add certificate bytea check (length(certificate) = 32);
