import { ExpandableSection } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { ClipboardWays, Policy } from '../api/types';
import { CLIPBOARD, MINUTES, SETTINGS, valueWords } from '../words/policy';
import { Field } from './parts/Field';
import { SelectField } from './parts/SelectField';
import { NO_WORD, strictest, type PolicyDraft, type Switched } from './policyDraft';

/** The fields that show their own faults. */
export const POLICY_FIELDS = Object.keys(SETTINGS);

interface Props {
  readonly draft: PolicyDraft;
  readonly change: (draft: PolicyDraft) => void;
  readonly faultIn: (field: string) => string | null;
  /** What the site says; null where the site itself is written. */
  readonly above: Policy | null;
}

const SILENCE = ['', 'No word: others decide'] as const;
const CLIPBOARDS = (Object.keys(CLIPBOARD) as ClipboardWays[]).map((ways) => [ways, capital(CLIPBOARD[ways])] as const);
const SWITCHES: readonly (readonly [Switched, string])[] = [
  ['on', 'On'],
  ['off', 'Off'],
];

/** What sessions may do with the devices of the people in front of them, and how long they last. */
export function PolicyFields({ draft, change, faultIn, above }: Props) {
  const silent = above === null ? [] : [SILENCE];
  /** What comes out of the site's word and this one, where that is not what is written here. */
  const holds = <Setting extends keyof Policy>(setting: Setting, word: Policy[Setting] | null) => {
    if (above === null) {
      return undefined;
    }
    const both = strictest([above, { ...NO_WORD, [setting]: word }])[setting];
    if (word === null) {
      return `The site says: ${valueWords(setting, above[setting])}.`;
    }
    return both === word ? undefined : `The site is stricter. What holds: ${valueWords(setting, both)}.`;
  };
  const on = (word: Switched) => (word === '' ? null : word === 'on');
  return (
    <>
      <SelectField
        id="policy-clipboard"
        label={SETTINGS.clipboard}
        value={draft.clipboard}
        choices={[...silent, ...CLIPBOARDS]}
        change={(clipboard) => change({ ...draft, clipboard })}
        fault={faultIn('clipboard')}
        help={holds('clipboard', draft.clipboard || null)}
      />
      {(['drives', 'printers', 'audio'] as const).map((setting) => (
        <SelectField
          key={setting}
          id={`policy-${setting}`}
          label={SETTINGS[setting]}
          value={draft[setting]}
          choices={[...silent, ...SWITCHES]}
          change={(word) => change({ ...draft, [setting]: word })}
          fault={faultIn(setting)}
          help={holds(setting, on(draft[setting]))}
        />
      ))}
      {MINUTES.map((setting) => (
        <Field
          key={setting}
          id={`policy-${setting}`}
          label={LIMITS[setting].label}
          type="number"
          value={draft[setting]}
          change={(minutes) => change({ ...draft, [setting]: minutes })}
          fault={faultIn(setting)}
          help={holds(setting, minutesOf(draft[setting])) ?? LIMITS[setting].help}
        />
      ))}
      <Enforcement />
    </>
  );
}

const LIMITS: Readonly<Record<(typeof MINUTES)[number], { label: string; help: string }>> = {
  idleMinutes: {
    label: 'Disconnect after so many minutes without input',
    help: '0 for never. The session itself goes on.',
  },
  disconnectedMinutes: {
    label: 'Log off after so many minutes without a connection',
    help: '0 for never. What is not saved by then is lost.',
  },
  sessionMinutes: {
    label: 'Log off after so many minutes in any case',
    help: '0 for never. Five minutes before, the session says so.',
  },
};

function minutesOf(written: string): number | null {
  const minutes = written.trim();
  return /^\d+$/.test(minutes) ? Number(minutes) : null;
}

/** Who sees to each setting, on hosts with our agent and on others. */
const ENFORCEMENT: readonly (readonly [keyof Policy, string, string])[] = [
  [
    'clipboard',
    'At the host. One way alone only where the host’s remote desktop closes the other way for everybody; elsewhere it is off.',
    'This page keeps to it. For RDP clients it is only advice.',
  ],
  ['drives', 'At the host.', 'Only advice to the client.'],
  ['printers', 'Never on: their remote desktop has no printers of devices.', 'Only advice to the client.'],
  ['audio', 'At the host.', 'Only advice to the client.'],
  ['idleMinutes', 'At the host.', 'By the gateway, for browsers and for RDP clients that come through it.'],
  ['disconnectedMinutes', 'At the host.', 'By nobody: set it at the host.'],
  ['sessionMinutes', 'At the host.', 'By nobody: set it at the host.'],
];

function Enforcement() {
  return (
    <ExpandableSection toggleText="What holds, and who sees to it">
      <p>
        For every session the strictest word of the site, the resource and each group of the user holds, setting by
        setting. A connection file can be edited by whoever has it, so what is only advice stops nobody who wants
        otherwise.
      </p>
      <Table aria-label="Who sees to each setting" variant="compact" borders={false}>
        <Thead>
          <Tr>
            <Th>Setting</Th>
            <Th>Hosts with an agent</Th>
            <Th>Unmanaged hosts</Th>
          </Tr>
        </Thead>
        <Tbody>
          {ENFORCEMENT.map(([setting, managed, unmanaged]) => (
            <Tr key={setting}>
              <Td dataLabel="Setting">{SETTINGS[setting]}</Td>
              <Td dataLabel="Hosts with an agent">{managed}</Td>
              <Td dataLabel="Unmanaged hosts">{unmanaged}</Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
    </ExpandableSection>
  );
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
