-- Keys that sign connection files; their public part is a certificate.
alter table farm_key drop constraint farm_key_kind_check;
alter table farm_key add constraint farm_key_kind_check check (kind in ('authority', 'ticket', 'file'));
