import { Divider, Dropdown, DropdownItem, DropdownList, MenuToggle } from '@patternfly/react-core';
import EllipsisVIcon from '@patternfly/react-icons/dist/esm/icons/ellipsis-v-icon';
import { useState } from 'react';

export interface RowAction {
  readonly title: string;
  readonly act: () => void;
  readonly disabled?: boolean;
  /** Stands apart from the others, for what cannot be undone. */
  readonly danger?: boolean;
}

interface Props {
  /** What the actions are for. */
  readonly of: string;
  readonly actions: readonly RowAction[];
}

/** The menu at the end of a row. */
export function RowActions({ of, actions }: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Dropdown
      isOpen={isOpen}
      onOpenChange={setOpen}
      onSelect={() => setOpen(false)}
      popperProps={{ position: 'right' }}
      toggle={(toggle) => (
        <MenuToggle
          ref={toggle}
          variant="plain"
          aria-label={`Actions for ${of}`}
          isExpanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          icon={<EllipsisVIcon />}
        />
      )}
    >
      <DropdownList>
        {actions.flatMap(({ title, act, disabled = false, danger = false }) => [
          ...(danger ? [<Divider key={`${title} divider`} component="li" />] : []),
          <DropdownItem key={title} isDisabled={disabled} isDanger={danger} onClick={act}>
            {title}
          </DropdownItem>,
        ])}
      </DropdownList>
    </Dropdown>
  );
}
