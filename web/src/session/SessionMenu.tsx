import { Button, Dropdown, DropdownItem, DropdownList, MenuToggle } from '@patternfly/react-core';
import EllipsisVIcon from '@patternfly/react-icons/dist/esm/icons/ellipsis-v-icon';
import { useState } from 'react';
import { ask } from '../api/client';
import type { ClipboardWays, SessionWindow } from '../api/types';
import { useWide } from '../frame/useWide';
import { ClipboardDialog } from './ClipboardDialog';
import { LogOffDialog } from './LogOffDialog';
import type { Scale } from './picture';
import type { RemoteSession } from './remoteSession';
import { useMenu } from './useMenu';
import { remoteSessions } from './useRemoteSessions';

interface Props {
  readonly remote: RemoteSession;
  readonly name: string;
  readonly windows: readonly SessionWindow[];
  /** Whether there is a picture to do something with. */
  readonly live: boolean;
  readonly menuOpen: (open: boolean) => void;
}

interface Action {
  readonly word: string;
  readonly description: string;
  readonly act: () => void;
  readonly disabled: boolean;
  readonly danger?: boolean;
  /** For what is either on or off. */
  readonly pressed?: boolean;
}

const CLIPBOARD_WAYS: Readonly<Record<ClipboardWays, string>> = {
  both: 'Text from this device to the session and back',
  'to-session': 'Text from this device to the session; the way back is closed',
  'from-session': 'Text from the session to this device; the way back is closed',
  none: 'Switched off by your administrators',
};

/** From this width on, in pixels, the actions stand in the bar itself. */
const WIDE = 900;

/** What can be done with the session as a whole. */
export function SessionMenu({ remote, name, windows, live, menuOpen }: Props) {
  const wide = useWide(WIDE);
  const [scale, setScale] = useState<Scale>('fit');
  const [dialog, setDialog] = useState<'clipboard' | 'log-off' | null>(null);
  const id = remote.state.session;
  const open = (wanted: typeof dialog) => {
    setDialog(wanted);
    menuOpen(wanted !== null);
  };
  const changeScale = (wanted: Scale) => {
    setScale(wanted);
    remote.setScale(wanted);
  };
  const disconnect = () => {
    remoteSessions.remove(remote, null);
    if (id) {
      // The stream has said the same; this is for the case that it could not.
      void ask('POST', `/api/v1/sessions/${encodeURIComponent(id)}/disconnect`).catch(() => null);
    }
  };
  const actions: readonly Action[] = [
    {
      word: 'Clipboard',
      description: CLIPBOARD_WAYS[remote.state.policy?.clipboard ?? 'both'],
      disabled: !live,
      act: () => open('clipboard'),
    },
    {
      word: 'Ctrl+Alt+Del',
      description: 'Send these keys to the session',
      disabled: !live,
      act: () => remote.picture?.ctrlAltDel(),
    },
    {
      word: 'Real size',
      description: 'The session keeps its size; else it takes on that of the window',
      disabled: false,
      pressed: scale === 'real',
      act: () => changeScale(scale === 'real' ? 'fit' : 'real'),
    },
    { word: 'Disconnect', description: 'The session goes on and keeps your work', disabled: false, act: disconnect },
    {
      word: 'Log off',
      description: 'The session ends; unsaved work is lost',
      disabled: !id,
      danger: true,
      act: () => open('log-off'),
    },
  ];
  return (
    <>
      {wide ? <Buttons actions={actions} /> : <Menu actions={actions} menuOpen={menuOpen} />}
      {dialog === 'clipboard' && <ClipboardDialog remote={remote} close={() => open(null)} />}
      {dialog === 'log-off' && id && (
        <LogOffDialog session={{ id, windows: [...windows] }} name={name} close={() => open(null)} />
      )}
    </>
  );
}

function Buttons({ actions }: { readonly actions: readonly Action[] }) {
  return actions.map((action) => (
    <Button
      key={action.word}
      variant="plain"
      size="sm"
      className={action.pressed ? 'usher-bar__pressed' : ''}
      title={action.description}
      isDisabled={action.disabled}
      isDanger={action.danger ?? false}
      aria-pressed={action.pressed}
      onClick={action.act}
    >
      {action.word}
    </Button>
  ));
}

function Menu({ actions, menuOpen }: { readonly actions: readonly Action[]; readonly menuOpen: Props['menuOpen'] }) {
  const [isOpen, setOpen] = useMenu(menuOpen);
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
          size="sm"
          aria-label="Session menu"
          isExpanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          icon={<EllipsisVIcon />}
        />
      )}
    >
      <DropdownList>
        {actions.map((action) => (
          <DropdownItem
            key={action.word}
            description={action.description}
            isDisabled={action.disabled}
            isDanger={action.danger ?? false}
            isSelected={action.pressed ?? false}
            onClick={action.act}
          >
            {action.word}
          </DropdownItem>
        ))}
      </DropdownList>
    </Dropdown>
  );
}
