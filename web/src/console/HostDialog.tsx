import { useState } from 'react';
import { ask } from '../api/client';
import type { Host, HostChange } from '../api/types';
import { Field } from './parts/Field';
import { FormDialog } from './parts/FormDialog';
import { refresh } from './parts/useOrder';
import { wholeNumber } from './parts/wholeNumber';

/** What an administrator can change of a host. */
export function HostDialog({ host, close }: { readonly host: Host; readonly close: () => void }) {
  const [name, setName] = useState(host.name);
  const [maxSessions, setMaxSessions] = useState(String(host.maxSessions));
  const [maxLogons, setMaxLogons] = useState(String(host.maxLogons ?? ''));
  const save = async () =>
    ask('PATCH', `/api/v1/admin/hosts/${encodeURIComponent(host.id)}`, {
      name: name.trim(),
      maxSessions: wholeNumber('maxSessions', maxSessions),
      maxLogons: maxLogons.trim() === '' ? 0 : wholeNumber('maxLogons', maxLogons),
    } satisfies HostChange).then(refresh);
  return (
    <FormDialog title={`Change ${host.name}`} action="Save" save={save} close={close} fields={['name', 'maxSessions', 'maxLogons']}>
      {(faultIn) => (
        <>
          <Field id="name" label="Name" required value={name} change={setName} fault={faultIn('name')} />
          <Field
            id="maxSessions"
            label="Sessions at most"
            type="number"
            required
            value={maxSessions}
            change={setMaxSessions}
            fault={faultIn('maxSessions')}
            help="When so many run, new ones go to other hosts."
          />
          <Field
            id="maxLogons"
            label="Sign-ons at once"
            type="number"
            value={maxLogons}
            change={setMaxLogons}
            fault={faultIn('maxLogons')}
            help="What is over waits in a queue. Left empty, the site’s number counts."
          />
        </>
      )}
    </FormDialog>
  );
}
