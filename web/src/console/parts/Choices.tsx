import { Checkbox, SearchInput } from '@patternfly/react-core';
import { useState } from 'react';
import { LabelledField } from './Field';

export interface Choice {
  readonly id: string;
  readonly name: string;
}

interface Props {
  readonly id: string;
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly chosen: readonly string[];
  readonly change: (chosen: string[]) => void;
  readonly fault: string | null;
  readonly help?: string | undefined;
  /** What to say when there is nothing to choose from. */
  readonly none: string;
}

/** So many can be looked through without a search. */
const FEW = 8;

/** Some of many, to be ticked. */
export function Choices({ id, label, choices, chosen, change, fault, help, none }: Props) {
  const [typed, setTyped] = useState('');
  const shown = choices.filter((choice) => choice.name.toLowerCase().includes(typed.trim().toLowerCase()));
  const toggle = (choice: Choice, on: boolean) =>
    change(on ? [...chosen, choice.id] : chosen.filter((other) => other !== choice.id));
  return (
    <LabelledField id={id} label={`${label} (${chosen.length})`} fault={fault} help={help}>
      {choices.length > FEW && (
        <SearchInput
          aria-label={`Search ${label.toLowerCase()}`}
          value={typed}
          onChange={(_event, value) => setTyped(value)}
          onClear={() => setTyped('')}
        />
      )}
      <div
        id={id}
        role="group"
        aria-label={label}
        aria-describedby={`${id}-help`}
        aria-invalid={fault !== null}
        tabIndex={-1}
        className="usher-choices"
      >
        {choices.length === 0 && <span className="usher-subtle">{none}</span>}
        {shown.map((choice) => (
          <Checkbox
            key={choice.id}
            id={`${id}-${choice.id}`}
            label={choice.name}
            isChecked={chosen.includes(choice.id)}
            onChange={(_event, on) => toggle(choice, on)}
          />
        ))}
      </div>
    </LabelledField>
  );
}
