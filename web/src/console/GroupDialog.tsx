import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import { admin } from '../api/queries';
import type { ConnectionMode, Group, GroupForm } from '../api/types';
import { ALL_MODES, MODES } from '../words/modes';
import { Choices } from './parts/Choices';
import { Field } from './parts/Field';
import { FormDialog } from './parts/FormDialog';
import { SelectField } from './parts/SelectField';
import { refresh } from './parts/useOrder';
import { POLICY_FIELDS, PolicyFields } from './PolicyFields';
import { draftOf, NO_WORD, partialIn } from './policyDraft';

interface Props {
  /** Null for one that does not exist yet. */
  readonly group: Group | null;
  readonly close: () => void;
}

export function GroupDialog({ group, close }: Props) {
  const [name, setName] = useState(group?.name ?? '');
  const [members, setMembers] = useState(group?.members ?? []);
  const [mode, setMode] = useState<ConnectionMode | ''>(group?.connectionMode ?? '');
  const [policy, setPolicy] = useState(() => draftOf(group?.policy ?? NO_WORD));
  const { data: site } = useQuery(admin.site);
  const [made, setMade] = useState(group);
  const { data: users = [] } = useQuery(admin.users);
  const save = async () => {
    const change: GroupForm = { name: name.trim(), members, connectionMode: mode || null, policy: partialIn(policy) };
    // A group is made with its name alone. When only the second step fails, the first is not done twice.
    const there = made ?? (await ask<Group>('POST', '/api/v1/admin/groups', { name: name.trim() }));
    setMade(there);
    await ask('PATCH', `/api/v1/admin/groups/${encodeURIComponent(there.id)}`, change);
    await refresh();
  };
  return (
    <FormDialog
      title={group ? `Edit ${group.name}` : 'Add a group'}
      action={group ? 'Save' : 'Add'}
      save={save}
      close={close}
      fields={['name', 'members', 'connectionMode', ...POLICY_FIELDS]}
      variant="medium"
    >
      {(faultIn) => (
        <>
          <Field id="name" label="Name" required value={name} change={setName} fault={faultIn('name')} />
          <Choices
            id="members"
            label="Members"
            choices={users.map((user) => ({ id: user.id, name: `${user.displayName} (${user.name})` }))}
            chosen={members}
            change={setMembers}
            fault={faultIn('members')}
            none="There are no users yet."
          />
          <SelectField
            id="connectionMode"
            label="Connection mode of RDP clients"
            value={mode}
            choices={[
              ['', site ? `The site’s (${MODES[site.connectionMode].name})` : 'The site’s'],
              ...ALL_MODES.map((one) => [one, MODES[one].name] as const),
            ]}
            change={setMode}
            fault={faultIn('connectionMode')}
            help="Who is in several groups gets the first of: Gateway with SSL, Gateway, Direct with SSL, Direct, Automatic."
          />
          {site && <PolicyFields draft={policy} change={setPolicy} faultIn={faultIn} above={site.policy} />}
        </>
      )}
    </FormDialog>
  );
}
