import { Checkbox } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import { admin } from '../api/queries';
import type { AdminUser, UserChange } from '../api/types';
import { Choices } from './parts/Choices';
import { Field } from './parts/Field';
import { FormDialog } from './parts/FormDialog';
import { refresh } from './parts/useOrder';
import { wholeNumber } from './parts/wholeNumber';

const FIELDS = ['displayName', 'groups', 'account', 'account.name', 'account.uid'];

/** What an administrator can change of a user. */
export function UserDialog({ user, close }: { readonly user: AdminUser; readonly close: () => void }) {
  const [displayName, setDisplayName] = useState(user.displayName);
  const [administrator, setAdministrator] = useState(user.administrator);
  const [chosen, setChosen] = useState(user.groups);
  const [account, setAccount] = useState({ name: user.account?.name ?? '', uid: String(user.account?.uid ?? '') });
  const { data: groups = [] } = useQuery(admin.groups);

  const save = async () => {
    const change: UserChange = { displayName: displayName.trim(), administrator, groups: chosen };
    const name = account.name.trim();
    const same = name === (user.account?.name ?? '') && account.uid === String(user.account?.uid ?? '');
    if (!same) {
      change.account = name === '' ? null : { name, uid: wholeNumber('account.uid', account.uid) };
    }
    await ask('PATCH', `/api/v1/admin/users/${encodeURIComponent(user.id)}`, change);
    await refresh();
  };

  return (
    <FormDialog title={`Edit ${user.displayName}`} action="Save" save={save} close={close} fields={FIELDS}>
      {(faultIn) => (
        <>
          <Field
            id="displayName"
            label="Whole name"
            value={displayName}
            change={setDisplayName}
            fault={faultIn('displayName')}
          />
          <Checkbox
            id="administrator"
            label="Administrator"
            description="May see and change everything in this console"
            isChecked={administrator}
            onChange={(_event, on) => setAdministrator(on)}
          />
          <Choices
            id="groups"
            label="Groups"
            choices={groups}
            chosen={chosen}
            change={setChosen}
            fault={faultIn('groups')}
            none="There are no groups yet."
          />
          <Field
            id="account-name"
            label="Account on the hosts"
            value={account.name}
            change={(name) => setAccount({ ...account, name })}
            fault={faultIn('account') ?? faultIn('account.name')}
            help="The name of an account that exists on the hosts. Empty: one is made when it is needed, if the site allows it."
          />
          {account.name.trim() !== '' && (
            <Field
              id="account-uid"
              label="Its user number (uid)"
              type="number"
              value={account.uid}
              change={(uid) => setAccount({ ...account, uid })}
              fault={faultIn('account.uid')}
              help="The same on every host, so that files belong to the same person everywhere."
            />
          )}
        </>
      )}
    </FormDialog>
  );
}
