import { FormGroup, FormHelperText, HelperText, HelperTextItem, TextArea } from '@patternfly/react-core';
import { useState } from 'react';
import type { AdminSession } from '../api/types';
import { toMany } from './manySessions';
import { FormDialog } from './parts/FormDialog';
import { useAlerts } from './parts/alerts';

interface Props {
  readonly sessions: readonly AdminSession[];
  readonly close: () => void;
}

/** The longest text that a session shows. */
const LONGEST = 1_000;

/** Writes to the people in front of sessions. */
export function MessageDialog({ sessions, close }: Props) {
  const [text, setText] = useState('');
  const { tell } = useAlerts();
  const to = sessions.length === 1 ? sessions[0]?.user.displayName : `${sessions.length} sessions`;
  return (
    <FormDialog
      title={`Message to ${to}`}
      description="It comes up in a window of the session, over the others."
      action="Send"
      fields={['text']}
      save={async () => {
        await toMany('message', sessions, text);
        tell('The message is shown.');
      }}
      close={close}
    >
      {(faultIn) => (
        <FormGroup label="Text" fieldId="message-text" isRequired>
          <TextArea
            id="message-text"
            value={text}
            rows={5}
            maxLength={LONGEST}
            validated={faultIn('text') === null ? 'default' : 'error'}
            onChange={(_event, value) => setText(value)}
          />
          <FormHelperText>
            <HelperText>
              <HelperTextItem variant={faultIn('text') === null ? 'default' : 'error'}>
                {faultIn('text') ?? `${text.length} of ${LONGEST} characters`}
              </HelperTextItem>
            </HelperText>
          </FormHelperText>
        </FormGroup>
      )}
    </FormDialog>
  );
}
