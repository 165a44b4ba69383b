import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import { sessionsQuery } from '../api/queries';
import { useTitle } from '../frame/useTitle';
import { EndedPanel } from './EndedPanel';
import { HostSignOn } from './HostSignOn';
import { OpeningPanel } from './OpeningPanel';
import { Reconnecting } from './Reconnecting';
import type { RemoteSession } from './remoteSession';
import { SessionBar } from './SessionBar';
import { Troubles } from './Troubles';
import { useBarKey } from './useBarKey';
import { useRemoteState } from './useRemoteSessions';

interface Props {
  readonly remote: RemoteSession;
  /** Whether it is looked at. */
  readonly inFront: boolean;
}

/** One session: its picture, the bar above it, and what is to be said about it. */
export function SessionView({ remote, inFront }: Props) {
  const state = useRemoteState(remote);
  const { data: sessions = [] } = useQuery(sessionsQuery);
  const windows = sessions.find((session) => session.id === state.session)?.windows ?? [];
  const title = windows.find((window) => window.active)?.title || state.name;
  const [pinned, setPinned] = useState(true);
  const [menus, setMenus] = useState(0);
  const view = useRef<HTMLDivElement>(null);
  const { bar, peeking, peek } = useBarKey(view, inFront);
  const pin = (wanted: boolean) => {
    setPinned(wanted);
    peek(false);
  };
  const menuOpen = useCallback((open: boolean) => setMenus((count) => count + (open ? 1 : -1)), []);
  const shown = state.phase.at === 'shown';
  useTitle(...(inFront ? [title] : []));

  // While something lies over the picture it must not take the keys, nor the focus from under the mouse.
  const covered = !shown || menus > 0;
  const room = useRoom(remote, covered);
  useFocus(remote, bar, inFront && !covered && !peeking);
  useEffect(() => {
    remote.nameIt(`${title}. Keys go to the session; Ctrl+Alt+Home goes to the bar.`);
  }, [remote, title]);

  return (
    <div ref={view} className="usher-session-view" hidden={!inFront} data-pinned={pinned}>
      <SessionBar
        ref={bar}
        remote={remote}
        title={title}
        windows={windows}
        shown={pinned || peeking}
        pinned={pinned}
        setPinned={pin}
        peek={() => peek(true)}
        menuOpen={menuOpen}
      />
      <main className="usher-session-view__room" aria-label={`Session: ${title}`}>
        <div ref={room} className="usher-picture" data-dim={!shown} data-pictured={state.pictured} />
        {state.phase.at === 'opening' && state.signOn === null && <OpeningPanel state={state} />}
        {state.phase.at === 'opening' && state.signOn !== null && (
          <HostSignOn remote={remote} state={state} signOn={state.signOn} />
        )}
        {state.phase.at === 'ended' && <EndedPanel remote={remote} state={state} reason={state.phase.reason} />}
        {shown && <Reconnecting flows={state.flows} />}
        <Troubles remote={remote} state={state} />
      </main>
    </div>
  );
}

/** Gives the session the place for its picture and tells it when that place changes. */
function useRoom(remote: RemoteSession, covered: boolean) {
  const room = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = room.current as HTMLDivElement;
    remote.mountedIn(element);
    const observer = new ResizeObserver(() => element.clientWidth > 0 && remote.roomChanged());
    observer.observe(element);
    // The component hears no key going up once the focus is elsewhere.
    const release = () => remote.picture?.releaseInputs();
    element.addEventListener('focusout', release);
    return () => {
      observer.disconnect();
      element.removeEventListener('focusout', release);
    };
  }, [remote]);
  useEffect(() => {
    room.current?.toggleAttribute('inert', covered);
  }, [covered]);
  return room;
}

/** The keys belong to the session as soon as there is a picture to type into. */
function useFocus(remote: RemoteSession, bar: RefObject<HTMLElement | null>, ready: boolean) {
  useEffect(() => {
    if (!ready) {
      return undefined;
    }
    // Who walks through the bar by keyboard stays there when a menu closes.
    if (!bar.current?.querySelector(':focus-visible')) {
      remote.picture?.focus();
    }
    remote.clipboard.sync();
    const sync = () => remote.clipboard.sync();
    window.addEventListener('focus', sync);
    return () => {
      window.removeEventListener('focus', sync);
      // A picture that is hidden loses the focus without a word.
      remote.picture?.releaseInputs();
    };
  }, [remote, bar, ready]);
}
