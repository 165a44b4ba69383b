import {
  Alert,
  Button,
  Form,
  FormGroup,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  TextArea,
} from '@patternfly/react-core';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { ClipboardMode } from './clipboard';
import type { RemoteSession } from './remoteSession';

const WORDS: Readonly<Record<ClipboardMode, string>> = {
  automatic:
    'What you copy on this device can be pasted in the session, and the other way round. It happens by itself.',
  askable: 'Your browser can hand over what you copy on this device by itself, if you allow it.',
  manual:
    'Your browser does not let this page read the clipboard by itself. Paste your text into the box below, and it goes into the session.',
};

/** Text from this device to the session and back. */
export function ClipboardDialog({ remote, close }: { readonly remote: RemoteSession; readonly close: () => void }) {
  const { mode, waiting } = useSyncExternalStore(remote.clipboard.subscribe, remote.clipboard.snapshot);
  const [text, setText] = useState('');
  const [sent, setSent] = useState(false);
  useEffect(() => setSent(false), [text]);
  const send = () => {
    remote.clipboard.send(text);
    setSent(true);
  };
  return (
    <Modal isOpen onClose={close} variant="small" aria-labelledby="clipboard-title">
      <ModalHeader title="Clipboard" labelId="clipboard-title" description={WORDS[mode]} />
      <ModalBody className="usher-dialog">
        {mode === 'askable' && (
          <Button variant="secondary" onClick={() => void remote.clipboard.askPermission()}>
            Share the clipboard of this device
          </Button>
        )}
        {waiting !== null && (
          <Alert
            isInline
            variant="info"
            title="A text was copied in the session"
            actionLinks={
              <Button variant="link" isInline onClick={() => void remote.clipboard.keepWaiting()}>
                Copy it to this device
              </Button>
            }
          />
        )}
        <Form
          onSubmit={(event) => {
            event.preventDefault();
            send();
          }}
        >
          <FormGroup label="Text for the session" fieldId="clipboard-text">
            <TextArea
              id="clipboard-text"
              rows={6}
              resizeOrientation="vertical"
              value={text}
              onChange={(_event, value) => setText(value)}
            />
          </FormGroup>
        </Form>
        <div role="status">
          {sent && (
            <Alert
              isInline
              isPlain
              variant="success"
              title="It is in the session’s clipboard. Paste it there, mostly with Ctrl+V."
            />
          )}
        </div>
      </ModalBody>
      <ModalFooter>
        <Button onClick={send} isDisabled={text === ''}>
          Put into the session’s clipboard
        </Button>
        <Button variant="link" onClick={close}>
          Close
        </Button>
      </ModalFooter>
    </Modal>
  );
}
