import { Alert, Button, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';
import { reasonOf } from '../words/problem';

interface Props {
  readonly title: string;
  readonly children: ReactNode;
  /** The word on the button that goes ahead. */
  readonly action: string;
  readonly act: () => Promise<unknown>;
  readonly close: () => void;
}

/** Asks before something that cannot be undone, and shows what went wrong if it does. */
export function Confirm({ title, children, action, act, close }: Props) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const go = () => {
    setBusy(true);
    act().then(close, (failure: unknown) => {
      setProblem(reasonOf(failure));
      setBusy(false);
    });
  };
  return (
    <Modal isOpen onClose={close} variant="small" aria-labelledby="confirm-title" aria-describedby="confirm-body">
      <ModalHeader title={title} labelId="confirm-title" titleIconVariant="warning" />
      <ModalBody id="confirm-body" className="usher-dialog">
        {children}
        {problem && <Alert variant="danger" isInline title={problem} />}
      </ModalBody>
      <ModalFooter>
        <Button variant="danger" onClick={go} isLoading={busy} isDisabled={busy}>
          {action}
        </Button>
        <Button variant="link" onClick={close}>
          Cancel
        </Button>
      </ModalFooter>
    </Modal>
  );
}
