import { Button } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import { admin } from '../api/queries';
import type { Group } from '../api/types';
import { Confirm } from '../frame/Confirm';
import { GroupDialog } from './GroupDialog';
import { Asked } from './parts/Asked';
import { ConsolePage } from './parts/ConsolePage';
import { Empty } from './parts/Empty';
import { RowActions } from '../frame/RowActions';
import { refresh } from './parts/useOrder';

type Open = { readonly what: 'add' } | { readonly what: 'edit' | 'delete'; readonly group: Group } | null;

/** Groups of people, to publish for all of them at once. */
export function GroupsPage() {
  const groups = useQuery(admin.groups);
  const { data: users = [] } = useQuery(admin.users);
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const add = <Button onClick={() => setOpen({ what: 'add' })}>Add a group</Button>;
  const membersOf = (group: Group) =>
    users.filter((user) => group.members.includes(user.id)).map((user) => user.displayName);
  return (
    <ConsolePage title="Groups" actions={add}>
      <Asked
        query={groups}
        empty={
          <Empty title="No groups yet" action={add}>
            With groups you publish an application for many people at once.
          </Empty>
        }
      >
        {(items) => (
          <div className="usher-card">
            <Table aria-label="Groups" variant="compact">
              <Thead>
                <Tr>
                  <Th>Group</Th>
                  <Th>Members</Th>
                  <Th screenReaderText="Actions" />
                </Tr>
              </Thead>
              <Tbody>
                {items.map((group) => (
                  <Tr key={group.id}>
                    <Td dataLabel="Group">
                      <Button variant="link" isInline onClick={() => setOpen({ what: 'edit', group })}>
                        {group.name}
                      </Button>
                    </Td>
                    <Td dataLabel="Members">
                      {membersOf(group).join(', ') || <span className="usher-subtle">nobody yet</span>}
                    </Td>
                    <Td isActionCell>
                      <RowActions
                        of={group.name}
                        actions={[
                          { title: 'Edit…', act: () => setOpen({ what: 'edit', group }) },
                          { title: 'Delete…', act: () => setOpen({ what: 'delete', group }), danger: true },
                        ]}
                      />
                    </Td>
                  </Tr>
                ))}
              </Tbody>
            </Table>
          </div>
        )}
      </Asked>
      {open?.what === 'add' && <GroupDialog group={null} close={close} />}
      {open?.what === 'edit' && <GroupDialog group={open.group} close={close} />}
      {open?.what === 'delete' && (
        <Confirm
          title={`Delete ${open.group.name}?`}
          action="Delete"
          act={() => ask('DELETE', `/api/v1/admin/groups/${encodeURIComponent(open.group.id)}`).then(refresh)}
          close={close}
        >
          <p>Its members lose what is published for this group alone.</p>
        </Confirm>
      )}
    </ConsolePage>
  );
}
