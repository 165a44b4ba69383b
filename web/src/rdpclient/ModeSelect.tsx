import {
  FormGroup,
  FormHelperText,
  FormSelect,
  FormSelectOption,
  HelperText,
  HelperTextItem,
} from '@patternfly/react-core';
import type { ConnectionChoice, ConnectionMode } from '../api/types';
import { MODES } from '../words/modes';
import { modesOf } from './wishedMode';

interface Props {
  readonly id: string;
  readonly choice: ConnectionChoice;
  readonly chosen: ConnectionMode | null;
  readonly choose: (mode: ConnectionMode | null) => void;
}

/** How the RDP client of this device gets to the host, where people may choose. */
export function ModeSelect({ id, choice, chosen, choose }: Props) {
  const modes = modesOf(choice);
  return (
    <FormGroup label="Connection of the RDP client on this device" fieldId={id}>
      <FormSelect
        id={id}
        value={chosen ?? ''}
        aria-describedby={`${id}-help`}
        onChange={(_event, value) => choose(modes.find((mode) => mode === value) ?? null)}
      >
        <FormSelectOption value="" label={`As set by your administrator (${MODES[choice.mode].name})`} />
        {modes.map((mode) => (
          <FormSelectOption key={mode} value={mode} label={MODES[mode].name} />
        ))}
      </FormSelect>
      <FormHelperText id={`${id}-help`}>
        <HelperText>
          <HelperTextItem>{MODES[chosen ?? choice.mode].help}</HelperTextItem>
        </HelperText>
      </FormHelperText>
    </FormGroup>
  );
}
