import { Divider, Dropdown, DropdownItem, DropdownList, Label, MenuToggle } from '@patternfly/react-core';
import EllipsisVIcon from '@patternfly/react-icons/dist/esm/icons/ellipsis-v-icon';
import { useState } from 'react';
import type { Resource } from '../api/types';
import { waysOf, type Way, type WAYS } from './ways';
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
  const ways = waysOf(resource);
  return (
    <li className="usher-tile">
      {resource.address !== null && resource.available ? (
        <a className="usher-tile__open" href={resource.address} target="_blank" rel="noopener noreferrer">
          <Face resource={resource} running={running} />
        </a>
      ) : (
        <button
          type="button"
          className="usher-tile__open"
          aria-disabled={!resource.available}
          onClick={() => resource.available && open(false)}
        >
          <Face resource={resource} running={running} />
        </button>
      )}
      {(ways.length > 0 || running) && (
        <TileMenu resource={resource} running={running} open={open} closeWindows={closeWindows} ways={ways} />
      )}
    </li>
  );
}

function Face({ resource, running }: Pick<Props, 'resource' | 'running'>) {
  return (
    <>
      <ResourceIcon {...resource} size={48} />
      <span className="usher-tile__name">{resource.name}</span>
      {running && (
        <Label isCompact color="green">
          Running
        </Label>
      )}
      {!resource.available && (
        <>
          <Label isCompact color="orange">
            Not available
          </Label>
          {resource.message !== '' && <span className="usher-tile__message">{resource.message}</span>}
        </>
      )}
    </>
  );
}

function TileMenu({ resource, running, open, closeWindows, ways }: Props & { readonly ways: typeof WAYS }) {
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
            {resource.kind !== 'desktop' && !resource.single && (
              <DropdownItem onClick={() => open(true)}>Open another window</DropdownItem>
            )}
            {closeWindows && <DropdownItem onClick={closeWindows}>Close its windows</DropdownItem>}
            {ways.length > 0 && <Divider component="li" />}
          </>
        )}
        {ways.map(([way, words]) => (
          <DropdownItem key={way} onClick={() => open(false, way)}>
            Open {words}
          </DropdownItem>
        ))}
      </DropdownList>
    </Dropdown>
  );
}
