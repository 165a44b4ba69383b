import {
  Alert,
  Button,
  FormGroup,
  Form,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  Radio,
} from '@patternfly/react-core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Me, OpenIn } from '../api/types';
import { ModeSelect } from '../rdpclient/ModeSelect';
import { wishedMode, wishMode } from '../rdpclient/wishedMode';
import { reasonOf } from '../words/problem';
import { prefer } from './ways';

const CHOICES: readonly (readonly [OpenIn, string, string])[] = [
  ['browser', 'In the browser', 'At once, in this page, on any device.'],
  ['rdp', 'In my RDP client', 'You get a file for the client that this device has.'],
  ['ask', 'Ask each time', 'You choose when you open something.'],
];

/** What a person can set for themselves. */
export function SettingsDialog({ me, close }: { readonly me: Me; readonly close: () => void }) {
  const [openIn, setOpenIn] = useState(me.preferences.openIn);
  const [mode, setMode] = useState(() => wishedMode(me.connection));
  const saving = useMutation({
    mutationFn: async () => {
      if (openIn !== me.preferences.openIn) {
        await prefer(openIn);
      }
      wishMode(mode);
    },
    onSuccess: close,
  });
  return (
    <Modal
      isOpen
      onClose={close}
      variant="small"
      aria-labelledby="settings-title"
      elementToFocus="#settings input:checked"
    >
      <ModalHeader title="Settings" labelId="settings-title" />
      <ModalBody>
        <Form
          id="settings"
          onSubmit={(event) => {
            event.preventDefault();
            saving.mutate();
          }}
        >
          {saving.error && <Alert isInline variant="danger" title={reasonOf(saving.error)} />}
          <FormGroup role="radiogroup" isStack label="Open applications" fieldId="settings-open">
            {CHOICES.map(([value, label, description]) => (
              <Radio
                key={value}
                id={`settings-open-${value}`}
                name="open-in"
                label={label}
                description={description}
                isChecked={openIn === value}
                onChange={() => setOpenIn(value)}
              />
            ))}
          </FormGroup>
          {me.connection.mayChoose && (
            <ModeSelect id="settings-mode" choice={me.connection} chosen={mode} choose={setMode} />
          )}
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button type="submit" form="settings" isLoading={saving.isPending} isDisabled={saving.isPending}>
          Save
        </Button>
        <Button variant="link" onClick={close}>
          Cancel
        </Button>
      </ModalFooter>
    </Modal>
  );
}
