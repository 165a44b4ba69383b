import { Button, Label } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import { admin } from '../api/queries';
import type { AdminResource, AdminResourceForm } from '../api/types';
import { Confirm } from '../frame/Confirm';
import { ResourceIcon } from '../portal/ResourceIcon';
import { Asked } from './parts/Asked';
import { ConsolePage } from './parts/ConsolePage';
import { Empty } from './parts/Empty';
import { RowActions } from '../frame/RowActions';
import { refresh, useOrder } from './parts/useOrder';
import { PickApplicationDialog } from './PickApplicationDialog';
import { NEW_RESOURCE, ResourceDialog, type Draft } from './ResourceDialog';

type Open =
  | { readonly what: 'pick' }
  | { readonly what: 'edit'; readonly draft: Draft; readonly id: string | null }
  | { readonly what: 'delete'; readonly resource: AdminResource }
  | null;

/** What is published. */
export function ResourcesPage() {
  const resources = useQuery(admin.resources);
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const byHand = () => setOpen({ what: 'edit', draft: NEW_RESOURCE, id: null });
  const actions = (
    <>
      <Button onClick={() => setOpen({ what: 'pick' })}>Publish from a host</Button>
      <Button variant="secondary" onClick={byHand}>
        Publish by hand
      </Button>
    </>
  );
  return (
    <ConsolePage title="Resources" actions={actions}>
      <Asked
        query={resources}
        empty={
          <Empty title="Nothing is published yet" action={actions}>
            Pick an application that was found on a host, or give a command by hand, and say who may use it.
          </Empty>
        }
      >
        {(items) => (
          <div className="usher-card">
            <Table aria-label="Resources" variant="compact">
              <Thead>
                <Tr>
                  <Th>Resource</Th>
                  <Th>Folder</Th>
                  <Th>Starts</Th>
                  <Th>For</Th>
                  <Th>On</Th>
                  <Th screenReaderText="Actions" />
                </Tr>
              </Thead>
              <Tbody>
                {items.map((resource) => (
                  <ResourceRow
                    key={resource.id}
                    resource={resource}
                    edit={() => setOpen({ what: 'edit', draft: resource, id: resource.id })}
                    remove={() => setOpen({ what: 'delete', resource })}
                  />
                ))}
              </Tbody>
            </Table>
          </div>
        )}
      </Asked>
      {open?.what === 'pick' && (
        <PickApplicationDialog
          pick={(draft) => setOpen({ what: 'edit', draft, id: null })}
          byHand={byHand}
          close={close}
        />
      )}
      {open?.what === 'edit' && <ResourceDialog draft={open.draft} id={open.id} close={close} />}
      {open?.what === 'delete' && (
        <Confirm
          title={`Delete ${open.resource.name}?`}
          action="Delete"
          act={() => ask('DELETE', pathOf(open.resource.id)).then(refresh)}
          close={close}
        >
          <p>It disappears from everybody’s applications. Windows that are open stay open.</p>
        </Confirm>
      )}
    </ConsolePage>
  );
}

interface RowProps {
  readonly resource: AdminResource;
  readonly edit: () => void;
  readonly remove: () => void;
}

function ResourceRow({ resource, edit, remove }: RowProps) {
  const order = useOrder();
  const { data: groups = [] } = useQuery(admin.groups);
  const { data: users = [] } = useQuery(admin.users);
  const { data: hosts = [] } = useQuery(admin.hosts);
  const names = (all: readonly { id: string; name: string }[], ids: readonly string[]) =>
    all.filter((one) => ids.includes(one.id)).map((one) => one.name);
  const allowed = [...names(groups, resource.groups), ...names(users, resource.users)];
  const toggle = () =>
    order({
      do: () => ask('PUT', pathOf(resource.id), formOf({ ...resource, enabled: !resource.enabled })),
      done: `${resource.name} is ${resource.enabled ? 'switched off' : 'published'}.`,
    });
  return (
    <Tr>
      <Td dataLabel="Resource">
        <div className="usher-cell-icon">
          <ResourceIcon {...resource} size={24} />
          <Button variant="link" isInline onClick={edit}>
            {resource.name}
          </Button>
          {!resource.enabled && <Label isCompact>Off</Label>}
          {resource.enabled && !resource.available && (
            <Label isCompact color="orange">
              Not available
            </Label>
          )}
        </div>
      </Td>
      <Td dataLabel="Folder">{resource.folder || '–'}</Td>
      <Td dataLabel="Starts">
        {resource.kind === 'desktop' ? 'A desktop' : <code>{startOf(resource)}</code>}
      </Td>
      <Td dataLabel="For">{allowed.join(', ') || <span className="usher-subtle">nobody yet</span>}</Td>
      <Td dataLabel="On">{names(hosts, resource.hosts).join(', ') || <span className="usher-subtle">no host</span>}</Td>
      <Td isActionCell>
        <RowActions
          of={resource.name}
          actions={[
            { title: 'Edit…', act: edit },
            { title: resource.enabled ? 'Switch off' : 'Switch on', act: toggle },
            { title: 'Delete…', act: remove, danger: true },
          ]}
        />
      </Td>
    </Tr>
  );
}

function pathOf(id: string): string {
  return `/api/v1/admin/resources/${encodeURIComponent(id)}`;
}

/** What is started, as one would type it. */
function startOf({ opener, target, arguments: words, kind }: AdminResource): string {
  return (kind === 'application' ? [target, ...words] : [opener, ...words, target]).filter(Boolean).join(' ');
}

function formOf({ id: _id, icon: _icon, accountPasswordSet: _set, ...form }: AdminResource): AdminResourceForm {
  return form;
}
