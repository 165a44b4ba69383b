import {
  Alert,
  Button,
  FormSelect,
  FormSelectOption,
  Menu,
  MenuContent,
  MenuItem,
  MenuList,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  SearchInput,
  Spinner,
} from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { admin } from '../api/queries';
import type { HostApplication } from '../api/types';
import { ResourceIcon } from '../portal/ResourceIcon';
import { reasonOf } from '../words/problem';
import { NEW_RESOURCE, type Draft } from './ResourceDialog';

interface Props {
  readonly pick: (draft: Draft) => void;
  readonly byHand: () => void;
  readonly close: () => void;
}

const ICONS = '/api/v1/icons/';

/** The applications that were found on a host, to publish one of them. */
export function PickApplicationDialog({ pick, byHand, close }: Props) {
  const { data: all = [] } = useQuery(admin.hosts);
  // Nobody looks for applications on a host without an agent.
  const hosts = all.filter((host) => host.kind === 'managed');
  const [chosen, setChosen] = useState('');
  const [typed, setTyped] = useState('');
  const host = chosen || (hosts.find((one) => one.status === 'ready') ?? hosts[0])?.id || '';
  const applications = useQuery(admin.hostApplications(host));
  const shown = (applications.data ?? []).filter((one) =>
    `${one.name} ${one.comment}`.toLowerCase().includes(typed.trim().toLowerCase()),
  );
  return (
    <Modal isOpen onClose={close} variant="small" aria-labelledby="pick-title">
      <ModalHeader
        title="Publish from a host"
        labelId="pick-title"
        description="These applications were found on the host. Pick one; you can change everything about it before it is published."
      />
      <ModalBody className="usher-dialog">
        {hosts.length === 0 ? (
          <Alert isInline variant="info" title="There is no host yet. Add one under Hosts, or publish by hand." />
        ) : (
          <>
            <FormSelect aria-label="Host" value={host} onChange={(_event, value) => setChosen(value)}>
              {hosts.map((one) => (
                <FormSelectOption key={one.id} value={one.id} label={one.name} />
              ))}
            </FormSelect>
            <SearchInput
              aria-label="Search the applications of the host"
              placeholder="Search"
              value={typed}
              onChange={(_event, value) => setTyped(value)}
              onClear={() => setTyped('')}
            />
            {applications.error && <Alert isInline variant="danger" title={reasonOf(applications.error)} />}
            {applications.isLoading && <Spinner aria-label="Looking at the host" />}
            {applications.data && shown.length === 0 && (
              <p className="usher-subtle">Nothing was found here. The host reports again every few minutes.</p>
            )}
            {shown.length > 0 && (
              <Menu isScrollable isPlain onSelect={(_event, id) => pick(draftOf(find(shown, id), host))}>
                <MenuContent maxMenuHeight="20rem">
                  <MenuList aria-label="Applications">
                    {shown.map((one) => (
                      <MenuItem
                        key={one.id}
                        itemId={one.id}
                        icon={<ResourceIcon {...one} kind={one.desktop ? 'desktop' : 'application'} size={24} />}
                        description={one.comment}
                      >
                        {one.name}
                      </MenuItem>
                    ))}
                  </MenuList>
                </MenuContent>
              </Menu>
            )}
          </>
        )}
      </ModalBody>
      <ModalFooter>
        <Button variant="secondary" onClick={byHand}>
          Publish by hand instead
        </Button>
        <Button variant="link" onClick={close}>
          Cancel
        </Button>
      </ModalFooter>
    </Modal>
  );
}

function find(applications: readonly HostApplication[], id: unknown): HostApplication {
  return applications.find((one) => one.id === id) as HostApplication;
}

function draftOf(application: HostApplication, host: string): Draft {
  const [target = '', ...rest] = application.command;
  return {
    ...NEW_RESOURCE,
    kind: application.desktop ? 'desktop' : 'application',
    name: application.name,
    target: application.desktop ? '' : target,
    arguments: application.desktop ? [] : rest,
    icon: application.icon,
    iconDigest: application.icon?.startsWith(ICONS) ? application.icon.slice(ICONS.length) : null,
    hosts: [host],
  };
}
