import { Divider, Dropdown, DropdownItem, DropdownList, Label, MenuToggle } from '@patternfly/react-core';
import EllipsisVIcon from '@patternfly/react-icons/dist/esm/icons/ellipsis-v-icon';
import { useState } from 'react';
import type { Resource } from '../api/types';
import { WAYS, type Way } from './ways';
import { ResourceIcon } from './ResourceIcon';

interface Props {
  readonly resource: Resource;
  readonly running: boolean;
  /** @param way where, if not where the person has it opened otherwise */
  readonly open: (another: boolean, way?: Way) => void;
  /** Closes the windows it has; null when it has none. */
  readonly closeWindows: (() => void) | null;
}

/** One published resource. */
export function Tile({ resource, running, open, closeWindows }: Props) {
  return (
    <li className="usher-tile">
      <button type="button" className="usher-tile__open" onClick={() => open(false)}>
        <ResourceIcon {...resource} size={48} />
        <span className="usher-tile__name">{resource.name}</span>
        {running && (
          <Label isCompact color="green">
            Running
          </Label>
        )}
      </button>
      <TileMenu resource={resource} running={running} open={open} closeWindows={closeWindows} />
    </li>
  );
}

function TileMenu({ resource, running, open, closeWindows }: Props) {
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
          className="usher-tile__menu"
          data-running={running}
          variant="plain"
          aria-label={`More for ${resource.name}`}
          isExpanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          icon={<EllipsisVIcon />}
        />
      )}
    >
      <DropdownList>
        {running && (
          <>
            <DropdownItem onClick={() => open(false)}>Go to it</DropdownItem>
            {resource.kind === 'application' && (
              <DropdownItem onClick={() => open(true)}>Open another window</DropdownItem>
            )}
            {closeWindows && <DropdownItem onClick={closeWindows}>Close its windows</DropdownItem>}
            <Divider component="li" />
          </>
        )}
        {WAYS.map(([way, words]) => (
          <DropdownItem key={way} onClick={() => open(false, way)}>
            Open {words}
          </DropdownItem>
        ))}
      </DropdownList>
    </Dropdown>
  );
}
