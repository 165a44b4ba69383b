import { Checkbox, Radio, Switch } from '@patternfly/react-core';
import type { FolderCredentials, OpensOn } from '../api/types';
import { Field, LabelledField } from './parts/Field';
import type { Draft } from './ResourceDialog';
import { kindWords } from './resourceKinds';

interface Props {
  readonly form: Draft;
  readonly change: (part: Partial<Draft>) => void;
  readonly faultIn: (field: string) => string | null;
}

const PLACES: readonly (readonly [OpensOn, string])[] = [
  ['host', 'In a browser on a host'],
  ['device', 'In people’s own browsers'],
  ['device-or-host', 'In people’s own browsers, or on a host if they ask for it'],
];

/** What is started, with what, and how. */
export function StartFields({
  form,
  change,
  lines,
  setLines,
  faultIn,
}: Props & { readonly lines: string; readonly setLines: (lines: string) => void }) {
  const words = kindWords(form.kind);
  return (
    <>
      <Field
        id="target"
        label={words.target ?? ''}
        required
        value={form.target}
        change={(target) => change({ target })}
        fault={faultIn('target')}
        help={words.targetHelp}
      />
      {form.kind === 'web' && (
        <LabelledField
          id="where"
          label="Where it opens"
          fault={faultIn('where')}
          help="RDP clients always get a browser on a host."
        >
          <div role="radiogroup" aria-label="Where it opens" className="usher-radios">
            {PLACES.map(([where, label]) => (
              <Radio
                key={where}
                id={`where-${where}`}
                name="where"
                label={label}
                isChecked={form.where === where}
                onChange={() => change({ where })}
              />
            ))}
          </div>
        </LabelledField>
      )}
      {words.opener !== null && (
        <Field
          id="opener"
          label={words.opener}
          value={form.opener}
          change={(opener) => change({ opener })}
          fault={faultIn('opener')}
          help={words.openerHelp}
        />
      )}
      {form.kind === 'web' && (
        <Checkbox
          id="kiosk"
          label="Fill the session, with no way out of the web application"
          isChecked={form.kiosk}
          onChange={(_event, kiosk) => change({ kiosk })}
        />
      )}
      <Field
        id="arguments"
        label="Arguments"
        rows={3}
        value={lines}
        change={setLines}
        fault={faultIn('arguments')}
        help="One per line, as they are: no quotes are needed."
      />
      <Field
        id="startIn"
        label="Start in"
        value={form.startIn}
        change={(startIn) => change({ startIn })}
        fault={faultIn('startIn')}
        help="The folder in which it starts. Empty for the user’s home."
      />
      <Checkbox
        id="single"
        label="Once for each person: a second click brings its window to the front"
        isChecked={form.single}
        onChange={(_event, single) => change({ single })}
      />
    </>
  );
}

/** Whether it comes with the session. */
export function AutoStartField({ form, change, faultIn }: Props) {
  return (
    <LabelledField id="autoStart-field" label="With the session" fault={faultIn('autoStart')}>
      <Checkbox
        id="autoStart"
        label="Open by itself when a session begins with something else"
        isChecked={form.autoStart}
        onChange={(_event, autoStart) => change({ autoStart })}
      />
    </LabelledField>
  );
}

const CREDENTIALS: readonly (readonly [FolderCredentials, string])[] = [
  ['ask', 'Ask each person once per session'],
  ['account', 'A service account'],
  ['kerberos', 'Each person’s Kerberos ticket on the host'],
];

/** With what a network folder is opened. */
export function CredentialFields({
  form,
  change,
  password,
  setPassword,
  faultIn,
}: Props & { readonly password: string; readonly setPassword: (password: string) => void }) {
  return (
    <>
      <LabelledField id="credentials" label="Opened with" fault={faultIn('credentials')}>
        <div role="radiogroup" aria-label="Opened with" className="usher-radios">
          {CREDENTIALS.map(([credentials, label]) => (
            <Radio
              key={credentials}
              id={`credentials-${credentials}`}
              name="credentials"
              label={label}
              isChecked={form.credentials === credentials}
              onChange={() => change({ credentials })}
            />
          ))}
        </div>
      </LabelledField>
      {form.credentials === 'account' && (
        <>
          <Field
            id="account"
            label="Service account"
            required
            value={form.account}
            change={(account) => change({ account })}
            fault={faultIn('account')}
            help="Its name, with its domain if it has one, such as TEAM\\reader. Who opens the folder works as this account, and can find out its password: give it no more rights than the folder needs."
          />
          <Field
            id="accountPassword"
            label="Its password"
            type="password"
            autoComplete="new-password"
            required={!form.accountPasswordSet}
            value={password}
            change={setPassword}
            fault={faultIn('accountPassword')}
            help={form.accountPasswordSet ? 'Empty to keep the one that is there.' : 'It is kept encrypted, and not shown again.'}
          />
        </>
      )}
    </>
  );
}

/** Whether it can be opened now, and by how many. */
export function AvailabilityFields({ form, change, faultIn }: Props) {
  return (
    <>
      <Switch
        id="available"
        label="Available: people can open it"
        isChecked={form.available}
        onChange={(_event, available) => change({ available })}
      />
      {!form.available && (
        <Field
          id="message"
          label="Message"
          value={form.message}
          change={(message) => change({ message })}
          fault={faultIn('message')}
          help="What people read beside it, such as why, and until when."
        />
      )}
      <Field
        id="maxUses"
        label="Most people at the same time"
        type="number"
        value={form.maxUses === 0 ? '' : String(form.maxUses)}
        change={(typed) => change({ maxUses: Math.max(0, Math.trunc(Number(typed))) })}
        fault={faultIn('maxUses')}
        help="Empty for any number."
      />
    </>
  );
}
