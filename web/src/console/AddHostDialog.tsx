import { Alert, Bullseye, Button, Modal, ModalBody, ModalFooter, ModalHeader, Spinner } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { ask } from '../api/client';
import { admin } from '../api/queries';
import type { JoinToken, JoinTokenRequest } from '../api/types';
import { reasonOf } from '../words/problem';
import { momentOf } from '../words/time';

const WANTED: JoinTokenRequest = { role: 'host', validMinutes: 60 };

/** The command that makes a machine a session host. */
export function AddHostDialog({ close }: { readonly close: () => void }) {
  const token = useQuery({
    queryKey: ['join-token'],
    queryFn: () => ask<JoinToken>('POST', '/api/v1/admin/join-tokens', WANTED),
    // Every dialog gets a token of its own: each lets one machine in.
    gcTime: 0,
    staleTime: Infinity,
  });
  const { data: hosts = [] } = useQuery(admin.hosts);
  const before = useRef(new Set(hosts.map((host) => host.id)));
  const joined = hosts.filter((host) => !before.current.has(host.id));
  return (
    <Modal isOpen onClose={close} variant="medium" aria-labelledby="add-host-title">
      <ModalHeader
        title="Add a host"
        labelId="add-host-title"
        description="Run this command as root on the machine. It installs what is needed and joins this site."
      />
      <ModalBody className="usher-dialog">
        {token.error && <Alert isInline variant="danger" title={reasonOf(token.error)} />}
        {token.isPending && (
          <Bullseye>
            <Spinner aria-label="Making a join command" />
          </Bullseye>
        )}
        {token.data && (
          <>
            <code className="usher-command" tabIndex={0} aria-label="Join command">
              {token.data.command}
            </code>
            <CopyButton text={token.data.command} />
            <p className="usher-subtle">
              It is good for one machine, until {momentOf(token.data.expires)}. Keep it to yourself: whoever has it can
              add a host.
            </p>
          </>
        )}
        <div role="status">
          {joined.length === 0 ? (
            <p className="usher-subtle">This page tells you as soon as the host has joined.</p>
          ) : (
            joined.map((host) => (
              <Alert
                key={host.id}
                isInline
                variant="success"
                title={`${host.name} has joined. Publish its applications under Resources.`}
              />
            ))
          )}
        </div>
      </ModalBody>
      <ModalFooter>
        <Button variant="secondary" onClick={close}>
          Close
        </Button>
      </ModalFooter>
    </Modal>
  );
}

function CopyButton({ text }: { readonly text: string }) {
  const [copied, setCopied] = useState<boolean | null>(null);
  const copy = () =>
    void navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <div className="usher-actions" aria-live="polite">
      <Button onClick={copy}>Copy the command</Button>
      {copied === true && <span>Copied.</span>}
      {copied === false && <span>The browser did not allow it. Select the command and copy it by hand.</span>}
    </div>
  );
}
