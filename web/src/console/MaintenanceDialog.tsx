import { useState } from 'react';
import { ask } from '../api/client';
import type { Host, HostChange } from '../api/types';
import { Field } from './parts/Field';
import { FormDialog } from './parts/FormDialog';
import { refresh } from './parts/useOrder';

/** Takes a host out of use for a while, with a word to those who miss it. */
export function MaintenanceDialog({ host, close }: { readonly host: Host; readonly close: () => void }) {
  const [message, setMessage] = useState(host.message);
  const save = async () =>
    ask('PATCH', `/api/v1/admin/hosts/${encodeURIComponent(host.id)}`, {
      state: 'maintenance',
      message: message.trim(),
    } satisfies HostChange).then(refresh);
  return (
    <FormDialog
      title={`Maintenance of ${host.name}`}
      action="Begin maintenance"
      save={save}
      close={close}
      fields={['message']}
    >
      {(faultIn) => (
        <>
          <p>It takes nobody new. Whoever has a session there may go on, and return to it.</p>
          <Field
            id="message"
            label="Message"
            rows={3}
            value={message}
            change={setMessage}
            fault={faultIn('message')}
            help="People read it whom this leaves without a host, for instance when it will be back."
          />
        </>
      )}
    </FormDialog>
  );
}
