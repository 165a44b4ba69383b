import { Dropdown, DropdownItem, DropdownList, MenuItemAction, MenuToggle } from '@patternfly/react-core';
import TimesIcon from '@patternfly/react-icons/dist/esm/icons/times-icon';
import WindowRestoreIcon from '@patternfly/react-icons/dist/esm/icons/window-restore-icon';
import { ask } from '../api/client';
import type { SessionWindow } from '../api/types';
import { useMenu } from './useMenu';

interface Props {
  readonly session: string | null;
  readonly windows: readonly SessionWindow[];
  readonly menuOpen: (open: boolean) => void;
}

/** The windows of the session: bring one forward or close it. */
export function WindowsMenu({ session, windows, menuOpen }: Props) {
  const [isOpen, setOpen] = useMenu(menuOpen);
  const order = (window: SessionWindow, what: 'raise' | 'close') =>
    // The list shows what came of it; a window that is gone already needs no word.
    void ask('POST', `/api/v1/sessions/${session}/windows/${encodeURIComponent(window.id)}/${what}`).catch(() => null);
  return (
    <Dropdown
      isOpen={isOpen}
      onOpenChange={setOpen}
      toggle={(toggle) => (
        <MenuToggle
          ref={toggle}
          variant="plainText"
          size="sm"
          icon={<WindowRestoreIcon />}
          isExpanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          aria-label={`Windows, ${windows.length} open`}
        >
          <span className="usher-bar__wide">Windows </span>
          {windows.length}
        </MenuToggle>
      )}
    >
      <DropdownList aria-label="Windows of this session">
        {windows.length === 0 && <DropdownItem isDisabled>No window is open</DropdownItem>}
        {windows.map((window) => (
          <DropdownItem
            key={window.id}
            isSelected={window.active}
            onClick={() => {
              setOpen(false);
              order(window, 'raise');
            }}
            actions={
              <MenuItemAction
                aria-label={`Close ${window.title || 'the window'}`}
                icon={<TimesIcon />}
                onClick={() => order(window, 'close')}
              />
            }
          >
            {window.title || 'Window without a title'}
          </DropdownItem>
        ))}
      </DropdownList>
    </Dropdown>
  );
}
