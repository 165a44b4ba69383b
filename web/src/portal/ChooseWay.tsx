import { Alert, Button, Checkbox, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useState } from 'react';
import { reasonOf } from '../words/problem';
import { prefer, type Way } from './ways';

interface Props {
  /** What is to be opened. */
  readonly name: string;
  readonly open: (way: Way) => void;
  readonly close: () => void;
}

/** Asks where to open something. */
export function ChooseWay({ name, open, close }: Props) {
  const [remember, setRemember] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const choose = async (way: Way) => {
    try {
      if (remember) {
        await prefer(way);
      }
    } catch (failure) {
      setProblem(`Your choice could not be kept. ${reasonOf(failure)}`);
      setRemember(false);
      return;
    }
    close();
    open(way);
  };
  return (
    <Modal
      isOpen
      onClose={close}
      variant="small"
      aria-labelledby="choose-title"
      aria-describedby="choose-body"
      elementToFocus="#choose-browser"
    >
      <ModalHeader title={`Where to open ${name}?`} labelId="choose-title" />
      <ModalBody id="choose-body" className="usher-dialog">
        {problem && <Alert isInline variant="danger" title={problem} />}
        <p>In the browser it opens at once, in this page. For your RDP client you get a file that opens it there.</p>
        <Checkbox
          id="choose-remember"
          label="Always do what I choose now"
          description="You can change it under Settings, in the menu with your name."
          isChecked={remember}
          onChange={(_event, on) => setRemember(on)}
        />
      </ModalBody>
      <ModalFooter>
        <Button id="choose-browser" onClick={() => void choose('browser')}>In the browser</Button>
        <Button variant="secondary" onClick={() => void choose('rdp')}>
          In my RDP client
        </Button>
        <Button variant="link" onClick={close}>
          Cancel
        </Button>
      </ModalFooter>
    </Modal>
  );
}
