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
import type { ClipboardWays } from '../api/types';
import { mayCopy, mayPaste } from '../words/policy';
import type { ClipboardMode } from './clipboard';
import type { RemoteSession } from './remoteSession';

const WORDS: Readonly<Record<ClipboardMode, string>> = {
  automatic:
    'What you copy on this device can be pasted in the session, and the other way round. It happens by itself.',
  askable: 'Your browser can hand over what you copy on this device by itself, if you allow it.',
  manual:
    'Your browser does not let this page read the clipboard by itself. Paste your text into the box below, and it goes into the session.',
};

/** What is said where not everything is allowed. */
const CLOSED: Readonly<Record<ClipboardWays, string | null>> = {
  both: null,
  'to-session':
    'Your administrators have closed the way out: what you copy in the session cannot be pasted on this device.',
  'from-session':
    'Your administrators have closed the way in: what you copy on this device cannot be pasted in the session.',
  none: 'Your administrators have switched the clipboard off for this session: nothing goes in and nothing comes out.',
};

/** Text from this device to the session and back. */
export function ClipboardDialog({ remote, close }: { readonly remote: RemoteSession; readonly close: () => void }) {
  const { mode, ways, waiting } = useSyncExternalStore(remote.clipboard.subscribe, remote.clipboard.snapshot);
  const [text, setText] = useState('');
  const [sent, setSent] = useState(false);
  const closed = CLOSED[ways];
  const pastes = mayPaste({ clipboard: ways });
  useEffect(() => setSent(false), [text]);
  const send = () => {
    remote.clipboard.send(text);
    setSent(true);
  };
  return (
    <Modal isOpen onClose={close} variant="small" aria-labelledby="clipboard-title">
      <ModalHeader title="Clipboard" labelId="clipboard-title" description={closed === null ? WORDS[mode] : null} />
      <ModalBody className="usher-dialog">
        {closed !== null && <Alert isInline variant="info" title={closed} />}
        {pastes && mode === 'askable' && (
          <Button variant="secondary" onClick={() => void remote.clipboard.askPermission()}>
            Share the clipboard of this device
          </Button>
        )}
        {waiting !== null && mayCopy({ clipboard: ways }) && (
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
        {pastes && (
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
        )}
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
        {pastes && (
          <Button onClick={send} isDisabled={text === ''}>
            Put into the session’s clipboard
          </Button>
        )}
        <Button variant={pastes ? 'link' : 'secondary'} onClick={close}>
          Close
        </Button>
      </ModalFooter>
    </Modal>
  );
}
