import { Checkbox } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import { admin } from '../api/queries';
import type { NewUser } from '../api/types';
import { Choices } from './parts/Choices';
import { Field } from './parts/Field';
import { FormDialog } from './parts/FormDialog';
import { refresh } from './parts/useOrder';

const EMPTY: NewUser = { name: '', displayName: '', password: '', administrator: false, groups: [] };

export function NewUserDialog({ close }: { readonly close: () => void }) {
  const [form, setForm] = useState(EMPTY);
  const { data: groups = [] } = useQuery(admin.groups);
  const change = (part: Partial<NewUser>) => setForm((before) => ({ ...before, ...part }));
  const save = () => {
    const name = form.name.trim();
    return ask('POST', '/api/v1/admin/users', { ...form, name, displayName: form.displayName.trim() || name }).then(
      refresh,
    );
  };
  return (
    <FormDialog
      title="Add a user"
      action="Add"
      save={save}
      close={close}
      fields={['name', 'displayName', 'password', 'groups']}
    >
      {(faultIn) => (
        <>
          <Field
            id="name"
            label="Sign-in name"
            required
            value={form.name}
            change={(name) => change({ name })}
            fault={faultIn('name')}
            help="Small letters, digits, _ and -. The account on the hosts is called the same, unless you choose another."
          />
          <Field
            id="displayName"
            label="Whole name"
            value={form.displayName}
            change={(displayName) => change({ displayName })}
            fault={faultIn('displayName')}
          />
          <Field
            id="password"
            label="Password"
            type="password"
            required
            autoComplete="new-password"
            value={form.password}
            change={(password) => change({ password })}
            fault={faultIn('password')}
          />
          <Choices
            id="groups"
            label="Groups"
            choices={groups}
            chosen={form.groups}
            change={(chosen) => change({ groups: chosen })}
            fault={faultIn('groups')}
            none="There are no groups yet."
          />
          <Checkbox
            id="administrator"
            label="Administrator"
            description="May see and change everything in this console"
            isChecked={form.administrator}
            onChange={(_event, administrator) => change({ administrator })}
          />
        </>
      )}
    </FormDialog>
  );
}
