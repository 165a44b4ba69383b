import { Button, Checkbox, FormSelect, FormSelectOption } from '@patternfly/react-core';
import type { Host } from '../api/types';
import { Field, LabelledField } from './parts/Field';
import { newDraft, type PerHostDraft } from './perHostDraft';

interface Props {
  readonly hosts: readonly Pick<Host, 'id' | 'name'>[];
  readonly drafts: readonly PerHostDraft[];
  readonly change: (drafts: PerHostDraft[]) => void;
  /** What the target of this kind is called; null where there is none to give. */
  readonly target: string | null;
  readonly fault: string | null;
}

/** What is different about a resource on some hosts. */
export function PerHostFields({ hosts, drafts, change, target, fault }: Props) {
  const free = hosts.filter((host) => drafts.every((draft) => draft.host !== host.id));
  const put = (at: number, part: Partial<PerHostDraft>) =>
    change(drafts.map((draft, index) => (index === at ? { ...draft, ...part } : draft)));
  return (
    <LabelledField
      id="perHost"
      label="On these hosts it is different"
      fault={fault}
      help="What is left empty is as on every other host."
    >
      <div id="perHost" tabIndex={-1} className="usher-fields" role="group" aria-describedby="perHost-help">
        {drafts.map((draft, at) => {
          const name = hosts.find((host) => host.id === draft.host)?.name ?? 'a host that is gone';
          const id = (part: string) => `perHost-${draft.host}-${part}`;
          return (
            <fieldset key={draft.host} className="usher-fields usher-per-host">
              <legend>{name}</legend>
              {target !== null && (
                <Field
                  id={id('target')}
                  label={`${target} on ${name}`}
                  value={draft.target}
                  change={(typed) => put(at, { target: typed })}
                  fault={null}
                />
              )}
              <Checkbox
                id={id('other')}
                label={`Other arguments on ${name}`}
                isChecked={draft.otherArguments}
                onChange={(_event, otherArguments) => put(at, { otherArguments })}
              />
              {draft.otherArguments && (
                <Field
                  id={id('arguments')}
                  label={`Arguments on ${name}`}
                  rows={2}
                  value={draft.lines}
                  change={(lines) => put(at, { lines })}
                  fault={null}
                  help="One per line; none when this is empty."
                />
              )}
              <Field
                id={id('startIn')}
                label={`Start in on ${name}`}
                value={draft.startIn}
                change={(startIn) => put(at, { startIn })}
                fault={null}
              />
              <Button
                variant="link"
                isInline
                isDanger
                onClick={() => change(drafts.filter((other) => other.host !== draft.host))}
              >
                As everywhere on {name}
              </Button>
            </fieldset>
          );
        })}
        {free.length > 0 && (
          <FormSelect
            aria-label="Another host on which it is different"
            value=""
            onChange={(_event, host) => host !== '' && change([...drafts, newDraft(host)])}
          >
            <FormSelectOption value="" label="Another host…" />
            {free.map((host) => (
              <FormSelectOption key={host.id} value={host.id} label={host.name} />
            ))}
          </FormSelect>
        )}
      </div>
    </LabelledField>
  );
}
