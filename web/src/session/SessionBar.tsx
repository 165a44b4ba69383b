import { Button, Tooltip } from '@patternfly/react-core';
import AngleDownIcon from '@patternfly/react-icons/dist/esm/icons/angle-down-icon';
import AngleUpIcon from '@patternfly/react-icons/dist/esm/icons/angle-up-icon';
import CompressIcon from '@patternfly/react-icons/dist/esm/icons/compress-icon';
import ExpandIcon from '@patternfly/react-icons/dist/esm/icons/expand-icon';
import type { KeyboardEvent, Ref } from 'react';
import type { SessionWindow } from '../api/types';
import { ApplicationsMenu } from './ApplicationsMenu';
import type { RemoteSession } from './remoteSession';
import { SessionMenu } from './SessionMenu';
import { useFullScreen } from './useFullScreen';
import { useRemoteState } from './useRemoteSessions';
import { WindowsMenu } from './WindowsMenu';

interface Props {
  readonly ref: Ref<HTMLElement>;
  readonly remote: RemoteSession;
  readonly title: string;
  readonly windows: readonly SessionWindow[];
  readonly shown: boolean;
  /** Whether it has its own place above the picture; else it lies over the picture while it is needed. */
  readonly pinned: boolean;
  readonly setPinned: (pinned: boolean) => void;
  readonly peek: () => void;
  /** Told of everything that opens over the picture. */
  readonly menuOpen: (open: boolean) => void;
}

/** The slim bar above a session. */
export function SessionBar({ ref, remote, title, windows, shown, pinned, setPinned, peek, menuOpen }: Props) {
  const state = useRemoteState(remote);
  const [fullScreen, toggleFullScreen] = useFullScreen();
  const leave = (event: KeyboardEvent) => {
    const toggle = event.target instanceof HTMLElement && event.target.getAttribute('aria-expanded') === 'true';
    if (event.key === 'Escape' && !toggle && !event.defaultPrevented) {
      remote.picture?.focus();
    }
  };
  if (!shown) {
    return (
      <header ref={ref} className="usher-bar-handle">
        <Button variant="plain" size="sm" aria-label="Show the bar" icon={<AngleDownIcon />} onClick={peek} />
      </header>
    );
  }
  return (
    <header ref={ref} className="usher-bar" aria-label="Session bar" onKeyDown={leave}>
      <ApplicationsMenu menuOpen={menuOpen} />
      <WindowsMenu session={state.session} windows={windows} menuOpen={menuOpen} />
      <span className="usher-bar__title">{title}</span>
      <SessionMenu
        remote={remote}
        name={title}
        windows={windows}
        live={state.phase.at === 'shown'}
        menuOpen={menuOpen}
      />
      <Tooltip content={fullScreen ? 'Leave full screen' : 'Full screen'}>
        <Button
          variant="plain"
          size="sm"
          aria-label={fullScreen ? 'Leave full screen' : 'Full screen'}
          icon={fullScreen ? <CompressIcon /> : <ExpandIcon />}
          onClick={toggleFullScreen}
        />
      </Tooltip>
      <Tooltip content={pinned ? 'Fold the bar away (Ctrl+Alt+Home brings it back)' : 'Keep the bar'}>
        <Button
          variant="plain"
          size="sm"
          aria-label={pinned ? 'Fold the bar away' : 'Keep the bar'}
          icon={pinned ? <AngleUpIcon /> : <AngleDownIcon />}
          onClick={() => setPinned(!pinned)}
        />
      </Tooltip>
    </header>
  );
}
