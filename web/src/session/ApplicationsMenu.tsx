import { Divider, Dropdown, DropdownItem, DropdownList, MenuToggle } from '@patternfly/react-core';
import ThIcon from '@patternfly/react-icons/dist/esm/icons/th-icon';
import { useQuery } from '@tanstack/react-query';
import { resourcesQuery } from '../api/queries';
import { foldersOf } from '../portal/folders';
import { ResourceIcon } from '../portal/ResourceIcon';
import { useMenu } from './useMenu';
import { remoteSessions } from './useRemoteSessions';

/** Back to the applications, or straight to another one. */
export function ApplicationsMenu({ menuOpen }: { readonly menuOpen: (open: boolean) => void }) {
  const { data: resources = [] } = useQuery(resourcesQuery);
  const [isOpen, setOpen] = useMenu(menuOpen);
  return (
    <Dropdown
      isOpen={isOpen}
      onOpenChange={setOpen}
      onSelect={() => setOpen(false)}
      isScrollable
      maxMenuHeight="70vh"
      toggle={(toggle) => (
        <MenuToggle
          ref={toggle}
          variant="plainText"
          size="sm"
          icon={<ThIcon />}
          isExpanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          Applications
        </MenuToggle>
      )}
    >
      <DropdownList>
        <DropdownItem onClick={() => remoteSessions.back()}>All applications</DropdownItem>
        <Divider component="li" />
        {foldersOf(resources)
          .flatMap((folder) => folder.resources)
          .map((resource) => (
            <DropdownItem
              key={resource.id}
              icon={<ResourceIcon {...resource} size={20} />}
              onClick={() => remoteSessions.open(resource, false)}
            >
              {resource.name}
            </DropdownItem>
          ))}
      </DropdownList>
    </Dropdown>
  );
}
