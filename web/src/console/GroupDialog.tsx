import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import { admin } from '../api/queries';
import type { Group } from '../api/types';
import { Choices } from './parts/Choices';
import { Field } from './parts/Field';
import { FormDialog } from './parts/FormDialog';
import { refresh } from './parts/useOrder';

interface Props {
  /** Null for one that does not exist yet. */
  readonly group: Group | null;
  readonly close: () => void;
}

export function GroupDialog({ group, close }: Props) {
  const [name, setName] = useState(group?.name ?? '');
  const [members, setMembers] = useState(group?.members ?? []);
  const [made, setMade] = useState(group);
  const { data: users = [] } = useQuery(admin.users);
  const save = async () => {
    // A group is made with its name alone. When only the second step fails, the first is not done twice.
    const there = made ?? (await ask<Group>('POST', '/api/v1/admin/groups', { name: name.trim() }));
    setMade(there);
    await ask('PATCH', `/api/v1/admin/groups/${encodeURIComponent(there.id)}`, { name: name.trim(), members });
    await refresh();
  };
  return (
    <FormDialog
      title={group ? `Edit ${group.name}` : 'Add a group'}
      action={group ? 'Save' : 'Add'}
      save={save}
      close={close}
      fields={['name', 'members']}
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
        </>
      )}
    </FormDialog>
  );
}
