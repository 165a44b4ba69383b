import { Button, Label } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import { admin } from '../api/queries';
import type { AdminUser, UserChange } from '../api/types';
import { Confirm } from '../frame/Confirm';
import { ago } from '../words/time';
import { NewUserDialog } from './NewUserDialog';
import { Asked } from './parts/Asked';
import { ConsolePage } from './parts/ConsolePage';
import { Empty } from './parts/Empty';
import { RowActions } from '../frame/RowActions';
import { refresh, useOrder } from './parts/useOrder';
import { PasswordDialog } from './PasswordDialog';
import { UserDialog } from './UserDialog';

type Open = { readonly what: 'add' } | { readonly what: Act; readonly user: AdminUser } | null;
type Act = 'edit' | 'password' | 'delete';

/** The people of the site. */
export function UsersPage() {
  const users = useQuery(admin.users);
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const add = <Button onClick={() => setOpen({ what: 'add' })}>Add a user</Button>;
  return (
    <ConsolePage title="Users" actions={add}>
      <Asked
        query={users}
        empty={
          <Empty title="No users yet" action={add}>
            Add the people who shall use applications here.
          </Empty>
        }
      >
        {(items) => (
          <div className="usher-card">
            <Table aria-label="Users" variant="compact">
              <Thead>
                <Tr>
                  <Th>User</Th>
                  <Th>State</Th>
                  <Th>Groups</Th>
                  <Th>Account on hosts</Th>
                  <Th>Last sign-in</Th>
                  <Th screenReaderText="Actions" />
                </Tr>
              </Thead>
              <Tbody>
                {items.map((user) => (
                  <UserRow key={user.id} user={user} open={(what) => setOpen({ what, user })} />
                ))}
              </Tbody>
            </Table>
          </div>
        )}
      </Asked>
      {open?.what === 'add' && <NewUserDialog close={close} />}
      {open?.what === 'edit' && <UserDialog user={open.user} close={close} />}
      {open?.what === 'password' && <PasswordDialog user={open.user} close={close} />}
      {open?.what === 'delete' && (
        <Confirm
          title={`Delete ${open.user.displayName}?`}
          action="Delete"
          act={() => ask('DELETE', pathOf(open.user)).then(refresh)}
          close={close}
        >
          <p>
            {open.user.displayName} can no longer sign in. The account on the hosts and the files in it are not touched.
            To keep somebody out for a while, disable the user instead.
          </p>
        </Confirm>
      )}
    </ConsolePage>
  );
}

function UserRow({ user, open }: { readonly user: AdminUser; readonly open: (what: Act) => void }) {
  const order = useOrder();
  const { data: groups = [] } = useQuery(admin.groups);
  const names = groups.filter((group) => user.groups.includes(group.id)).map((group) => group.name);
  const change = (form: UserChange, done: string) => order({ do: () => ask('PATCH', pathOf(user), form), done });
  return (
    <Tr>
      <Td dataLabel="User">
        <Button variant="link" isInline onClick={() => open('edit')}>
          {user.displayName}
        </Button>
        <div className="usher-subtle">{user.name}</div>
      </Td>
      <Td dataLabel="State">
        <div className="usher-actions">
          {user.enabled ? (
            <Label isCompact color="green">
              Enabled
            </Label>
          ) : (
            <Label isCompact>Disabled</Label>
          )}
          {user.locked && (
            <Label isCompact color="orange" title="Closed for a while after wrong passwords">
              Locked
            </Label>
          )}
          {user.administrator && (
            <Label isCompact color="blue">
              Administrator
            </Label>
          )}
        </div>
      </Td>
      <Td dataLabel="Groups">{names.join(', ') || '–'}</Td>
      <Td dataLabel="Account on hosts">
        {user.account ? (
          <span>
            {user.account.name} <span className="usher-subtle">({user.account.uid})</span>
          </span>
        ) : (
          <span className="usher-subtle">none yet</span>
        )}
      </Td>
      <Td dataLabel="Last sign-in">{user.lastSignInSecondsAgo === null ? 'never' : ago(user.lastSignInSecondsAgo)}</Td>
      <Td isActionCell>
        <RowActions
          of={user.displayName}
          actions={[
            { title: 'Edit…', act: () => open('edit') },
            { title: 'Set a password…', act: () => open('password') },
            ...(user.locked
              ? [{ title: 'Unlock', act: () => change({ unlock: true }, `${user.displayName} is unlocked.`) }]
              : []),
            {
              title: user.enabled ? 'Disable' : 'Enable',
              act: () =>
                change({ enabled: !user.enabled }, `${user.displayName} is ${user.enabled ? 'disabled' : 'enabled'}.`),
            },
            { title: 'Delete…', act: () => open('delete'), danger: true },
          ]}
        />
      </Td>
    </Tr>
  );
}

function pathOf(user: AdminUser): string {
  return `/api/v1/admin/users/${encodeURIComponent(user.id)}`;
}
