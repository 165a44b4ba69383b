import { ExpandableSection, Radio, Switch } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import { admin } from '../api/queries';
import type { AdminResource, AdminResourceForm } from '../api/types';
import { argumentsIn, endingsIn, linesOf } from './argumentLines';
import { IconField } from './IconField';
import { Choices } from './parts/Choices';
import { Field, LabelledField } from './parts/Field';
import { FormDialog } from './parts/FormDialog';
import { refresh } from './parts/useOrder';
import { AutoStartField, AvailabilityFields, CredentialFields, StartFields } from './ResourceFields';
import { draftOf as perHostDraftOf, perHostIn } from './perHostDraft';
import { PerHostFields } from './PerHostFields';
import { KINDS, kindWords } from './resourceKinds';
import { POLICY_FIELDS, PolicyFields } from './PolicyFields';
import { draftOf, NO_WORD, partialIn } from './policyDraft';

/** A resource that is being written. */
export type Draft = Omit<AdminResource, 'id'>;

export const NEW_RESOURCE: Draft = {
  kind: 'application',
  name: '',
  folder: '',
  target: '',
  arguments: [],
  startIn: '',
  icon: null,
  iconDigest: null,
  enabled: true,
  users: [],
  groups: [],
  hosts: [],
  policy: NO_WORD,
  opener: '',
  where: 'host',
  kiosk: false,
  single: false,
  available: true,
  message: '',
  maxUses: 0,
  credentials: 'ask',
  account: '',
  accountPasswordSet: false,
  autoStart: false,
  extensions: [],
  perHost: [],
};

const UNMANAGED_APPLICATIONS =
  'Unmanaged hosts show single applications with Windows only, as RemoteApps, and in RDP clients only. In a browser, and ' +
  'with other systems, they show their desktop: publish that.';

const FIELDS = [
  'name',
  'folder',
  'target',
  'arguments',
  'startIn',
  'icon',
  'iconDigest',
  'users',
  'groups',
  'hosts',
  'kind',
  'opener',
  'where',
  'kiosk',
  'message',
  'maxUses',
  'credentials',
  'account',
  'accountPassword',
  'autoStart',
  'extensions',
  'perHost',
  ...POLICY_FIELDS,
];

interface Props {
  readonly draft: Draft;
  /** Null for a resource that does not exist yet. */
  readonly id: string | null;
  readonly close: () => void;
}

/** Everything about one resource. */
export function ResourceDialog({ draft, id, close }: Props) {
  const [form, setForm] = useState(draft);
  const [lines, setLines] = useState(linesOf(draft.arguments));
  const [endings, setEndings] = useState(draft.extensions.join(', '));
  const [perHost, setPerHost] = useState(() => draft.perHost.map(perHostDraftOf));
  const [perHostOpen, setPerHostOpen] = useState(draft.perHost.length > 0);
  const [policy, setPolicy] = useState(() => draftOf(draft.policy));
  const [password, setPassword] = useState('');
  const [policyOpen, setPolicyOpen] = useState(false);
  const { data: site } = useQuery(admin.site);
  const { data: users = [] } = useQuery(admin.users);
  const { data: groups = [] } = useQuery(admin.groups);
  const { data: hosts = [] } = useQuery(admin.hosts);
  const change = (part: Partial<Draft>) => setForm((before) => ({ ...before, ...part }));
  const unmanaged = hosts.some((host) => host.kind === 'unmanaged' && form.hosts.includes(host.id));
  const desktop = form.kind === 'desktop';
  const words = kindWords(form.kind);

  const save = async () => {
    const { kind, name, folder, target, startIn, iconDigest, enabled } = form;
    const written: AdminResourceForm = {
      kind,
      name: name.trim(),
      folder: folder.trim(),
      target: desktop ? '' : target.trim(),
      arguments: desktop ? [] : argumentsIn(lines),
      startIn: desktop ? '' : startIn.trim(),
      iconDigest,
      enabled,
      users: form.users,
      groups: form.groups,
      hosts: form.hosts,
      policy: partialIn(policy),
      opener: words.opener === null ? '' : form.opener.trim(),
      where: form.kind === 'web' ? form.where : 'host',
      kiosk: form.kind === 'web' && form.kiosk,
      single: form.single,
      available: form.available,
      message: form.message.trim(),
      maxUses: form.maxUses,
      credentials: form.kind === 'folder' ? form.credentials : 'ask',
      account: form.kind === 'folder' && form.credentials === 'account' ? form.account.trim() : '',
      ...(password === '' ? {} : { accountPassword: password }),
      autoStart: !desktop && form.autoStart,
      extensions: form.kind === 'application' ? endingsIn(endings) : [],
      perHost: desktop ? [] : perHostIn(perHost),
    };
    const path = '/api/v1/admin/resources';
    await (id === null ? ask('POST', path, written) : ask('PUT', `${path}/${encodeURIComponent(id)}`, written));
    await refresh();
  };

  return (
    <FormDialog
      title={id === null ? 'Publish a resource' : `Edit ${draft.name}`}
      action={id === null ? 'Publish' : 'Save'}
      save={save}
      close={close}
      fields={FIELDS}
      variant="medium"
    >
      {(faultIn) => (
        <>
          <LabelledField id="kind" label="Kind" fault={faultIn('kind')}>
            <div role="radiogroup" aria-label="Kind" className="usher-radios">
              {KINDS.map(({ kind, name }) => (
                <Radio
                  key={kind}
                  id={`kind-${kind}`}
                  name="kind"
                  label={name}
                  isChecked={form.kind === kind}
                  onChange={() => change({ kind })}
                />
              ))}
            </div>
          </LabelledField>
          <Field
            id="name"
            label="Name"
            required
            value={form.name}
            change={(name) => change({ name })}
            fault={faultIn('name')}
          />
          <Field
            id="folder"
            label="Folder"
            value={form.folder}
            change={(folder) => change({ folder })}
            fault={faultIn('folder')}
            help="Where people find it, such as Office/Text. Empty for none."
          />
          {!desktop && (
            <StartFields form={form} change={change} lines={lines} setLines={setLines} faultIn={faultIn} />
          )}
          {!desktop && <AutoStartField form={form} change={change} faultIn={faultIn} />}
          {form.kind === 'application' && (
            <Field
              id="extensions"
              label="Files that it opens"
              value={endings}
              change={setEndings}
              fault={faultIn('extensions')}
              help="The endings of their names, such as odt, docx. People who use the client program find it on their own files."
            />
          )}
          {form.kind === 'folder' && (
            <CredentialFields
              form={form}
              change={change}
              password={password}
              setPassword={setPassword}
              faultIn={faultIn}
            />
          )}
          <IconField
            name={form.name}
            kind={form.kind}
            icon={form.icon}
            change={(icon) => change({ icon: icon?.url ?? null, iconDigest: icon?.digest ?? null })}
            fault={faultIn('icon') ?? faultIn('iconDigest')}
          />
          <Choices
            id="groups"
            label="Groups that may use it"
            choices={groups}
            chosen={form.groups}
            change={(chosen) => change({ groups: chosen })}
            fault={faultIn('groups')}
            none="There are no groups yet."
          />
          <Choices
            id="users"
            label="Users who may use it"
            choices={users.map((user) => ({ id: user.id, name: `${user.displayName} (${user.name})` }))}
            chosen={form.users}
            change={(chosen) => change({ users: chosen })}
            fault={faultIn('users')}
            none="There are no users yet."
          />
          <Choices
            id="hosts"
            label="Hosts that offer it"
            choices={hosts}
            chosen={form.hosts}
            change={(chosen) => change({ hosts: chosen })}
            fault={faultIn('hosts')}
            help={!desktop && unmanaged ? UNMANAGED_APPLICATIONS : undefined}
            none="There are no hosts yet."
          />
          {!desktop && hosts.length > 0 && (
            <ExpandableSection
              toggleText="Different on some hosts"
              isExpanded={perHostOpen || faultIn('perHost') !== null}
              onToggle={(_event, open) => setPerHostOpen(open)}
            >
              <PerHostFields
                hosts={hosts}
                drafts={perHost}
                change={setPerHost}
                target={words.target}
                fault={faultIn('perHost')}
              />
            </ExpandableSection>
          )}
          <AvailabilityFields form={form} change={change} faultIn={faultIn} />
          {site && (
            <ExpandableSection
              toggleText="What its sessions may use"
              isExpanded={policyOpen || POLICY_FIELDS.some((field) => faultIn(field) !== null)}
              onToggle={(_event, open) => setPolicyOpen(open)}
            >
              <div className="usher-fields">
                <PolicyFields draft={policy} change={setPolicy} faultIn={faultIn} above={site.policy} />
              </div>
            </ExpandableSection>
          )}
          <Switch
            id="enabled"
            label="Published: people can see and open it"
            isChecked={form.enabled}
            onChange={(_event, enabled) => change({ enabled })}
          />
        </>
      )}
    </FormDialog>
  );
}
