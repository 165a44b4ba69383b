import { FormSelect, FormSelectOption } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { LabelledField } from './Field';

interface Props<Value extends string> {
  readonly id: string;
  readonly label: string;
  readonly help?: ReactNode;
  readonly fault: string | null;
  readonly value: Value;
  readonly change: (value: Value) => void;
  readonly choices: readonly (readonly [Value, string])[];
}

/** One of a few, to be chosen. */
export function SelectField<Value extends string>({ value, change, choices, ...words }: Props<Value>) {
  return (
    <LabelledField {...words}>
      <FormSelect
        id={words.id}
        value={value}
        validated={words.fault ? 'error' : 'default'}
        aria-describedby={`${words.id}-help`}
        onChange={(_event, chosen) => {
          const choice = choices.find(([candidate]) => candidate === chosen);
          if (choice) {
            change(choice[0]);
          }
        }}
      >
        {choices.map(([choice, word]) => (
          <FormSelectOption key={choice} value={choice} label={word} />
        ))}
      </FormSelect>
    </LabelledField>
  );
}
