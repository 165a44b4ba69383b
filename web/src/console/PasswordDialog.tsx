import { useState } from 'react';
import { ask } from '../api/client';
import type { AdminUser } from '../api/types';
import { Field } from './parts/Field';
import { FormDialog } from './parts/FormDialog';
import { refresh } from './parts/useOrder';

export function PasswordDialog({ user, close }: { readonly user: AdminUser; readonly close: () => void }) {
  const [password, setPassword] = useState('');
  const save = () => ask('PATCH', `/api/v1/admin/users/${encodeURIComponent(user.id)}`, { password }).then(refresh);
  return (
    <FormDialog
      title={`Set a password for ${user.displayName}`}
      action="Set the password"
      save={save}
      close={close}
      fields={['password']}
    >
      {(faultIn) => (
        <Field
          id="password"
          label="New password"
          type="password"
          required
          autoComplete="new-password"
          value={password}
          change={setPassword}
          fault={faultIn('password')}
        />
      )}
    </FormDialog>
  );
}
