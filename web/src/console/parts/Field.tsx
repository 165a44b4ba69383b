import { FormGroup, FormHelperText, HelperText, HelperTextItem, TextArea, TextInput } from '@patternfly/react-core';
import type { ReactNode } from 'react';

interface Words {
  readonly id: string;
  readonly label: string;
  /** What belongs here. */
  readonly help?: ReactNode;
  /** What is wrong with what is here. */
  readonly fault: string | null;
  readonly required?: boolean;
}

interface FieldProps extends Words {
  readonly value: string;
  readonly change: (value: string) => void;
  readonly type?: 'text' | 'password' | 'number';
  readonly autoComplete?: string;
  /** How many lines it has, if more than one. */
  readonly rows?: number;
}

/** A field with its name, its help and its fault. */
export function Field({ value, change, type = 'text', autoComplete = 'off', rows, ...words }: FieldProps) {
  const common = {
    id: words.id,
    value,
    isRequired: words.required ?? false,
    validated: words.fault ? ('error' as const) : ('default' as const),
    'aria-describedby': `${words.id}-help`,
  };
  return (
    <LabelledField {...words}>
      {rows ? (
        <TextArea {...common} rows={rows} resizeOrientation="vertical" onChange={(_event, text) => change(text)} />
      ) : (
        <TextInput {...common} type={type} autoComplete={autoComplete} onChange={(_event, text) => change(text)} />
      )}
    </LabelledField>
  );
}

/** The same words around any control. */
export function LabelledField({
  id,
  label,
  help,
  fault,
  required,
  children,
}: Words & { readonly children: ReactNode }) {
  return (
    <FormGroup label={label} fieldId={id} isRequired={required ?? false}>
      {children}
      <FormHelperText id={`${id}-help`}>
        {(fault ?? help) && (
          <HelperText>
            <HelperTextItem variant={fault ? 'error' : 'default'}>{fault ?? help}</HelperTextItem>
          </HelperText>
        )}
      </FormHelperText>
    </FormGroup>
  );
}
