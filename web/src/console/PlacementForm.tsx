import { Alert, Button, Form, FormSection } from '@patternfly/react-core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import { admin, queries } from '../api/queries';
import type { PlacementSettings } from '../api/types';
import { METHODS } from '../words/placement';
import { faultOf, generalFault } from '../words/problem';
import { useAlerts } from './parts/alerts';
import { Field } from './parts/Field';
import { SelectField } from './parts/SelectField';
import { weightNumber, wholeNumber } from './parts/wholeNumber';

type Numbers = Omit<PlacementSettings, 'method'>;

const WEIGHTS = [
  ['sessionsWeight', 'Weight of sessions'],
  ['cpuWeight', 'Weight of processors'],
  ['memoryWeight', 'Weight of memory'],
] as const;

const WHOLE: readonly (readonly [keyof Numbers, string, string])[] = [
  [
    'logonsPerHost',
    'Sign-ons at once on a host',
    'What is over waits in a queue, first come first served. 0 for any number; a host may have a number of its own.',
  ],
  ['queueSeconds', 'Seconds to wait in the queue at most', 'After that the person is told to try again later.'],
  ['reportSeconds', 'Seconds between two reports of a host', 'The load that is compared is at most so old.'],
  [
    'deadSeconds',
    'A host that is silent for so many seconds is not used',
    'At least three times as long as the time between two reports.',
  ],
];

const FIELDS = ['method', ...WEIGHTS.map(([field]) => field), ...WHOLE.map(([field]) => field)];

/** How the site chooses a host for a new session. */
export function PlacementForm({ settings }: { readonly settings: PlacementSettings }) {
  const { method: methodNow, ...numbersNow } = settings;
  const [method, setMethod] = useState(methodNow);
  const [typed, setTyped] = useState(() => textsOf(numbersNow));
  const { tell } = useAlerts();
  const saving = useMutation({
    mutationFn: async () =>
      ask<PlacementSettings>('PUT', '/api/v1/admin/site/placement', {
        method,
        sessionsWeight: weightNumber('sessionsWeight', typed.sessionsWeight),
        cpuWeight: weightNumber('cpuWeight', typed.cpuWeight),
        memoryWeight: weightNumber('memoryWeight', typed.memoryWeight),
        logonsPerHost: wholeNumber('logonsPerHost', typed.logonsPerHost),
        queueSeconds: wholeNumber('queueSeconds', typed.queueSeconds),
        reportSeconds: wholeNumber('reportSeconds', typed.reportSeconds),
        deadSeconds: wholeNumber('deadSeconds', typed.deadSeconds),
      } satisfies PlacementSettings),
    onSuccess: (saved) => {
      queries.setQueryData(admin.placement.queryKey, saved);
      tell('Saved.');
    },
  });
  const number = (field: keyof Numbers, label: string, help: string) => (
    <Field
      key={field}
      id={field}
      label={label}
      type="number"
      required
      value={typed[field]}
      change={(text) => setTyped({ ...typed, [field]: text })}
      fault={faultOf(saving.error, field)}
      help={help}
    />
  );
  const general = generalFault(saving.error, FIELDS);
  return (
    <div className="usher-card">
      <Form
        isWidthLimited
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          saving.mutate();
        }}
      >
        {general && <Alert isInline variant="danger" title={general} />}
        <FormSection title="Where new sessions go" titleElement="h2">
          <SelectField
            id="method"
            label="A new session goes to"
            value={method}
            choices={[
              ['resources', METHODS.resources.name],
              ['round-robin', METHODS['round-robin'].name],
            ]}
            change={setMethod}
            fault={faultOf(saving.error, 'method')}
            help={METHODS[method].help}
          />
          {method === 'resources' &&
            WEIGHTS.map(([field, label]) =>
              number(field, label, 'How much it counts beside the others; 0 leaves it out.'),
            )}
          {WHOLE.map(([field, label, help]) => number(field, label, help))}
        </FormSection>
        <div>
          <Button type="submit" isLoading={saving.isPending} isDisabled={saving.isPending}>
            Save where sessions go
          </Button>
        </div>
      </Form>
    </div>
  );
}

function textsOf(numbers: Numbers): { readonly [Field in keyof Numbers]: string } {
  return {
    sessionsWeight: String(numbers.sessionsWeight),
    cpuWeight: String(numbers.cpuWeight),
    memoryWeight: String(numbers.memoryWeight),
    deadSeconds: String(numbers.deadSeconds),
    reportSeconds: String(numbers.reportSeconds),
    logonsPerHost: String(numbers.logonsPerHost),
    queueSeconds: String(numbers.queueSeconds),
  };
}
