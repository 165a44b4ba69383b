import { SessionView } from './SessionView';
import { useRemoteSessions } from './useRemoteSessions';

/** All sessions of the page, over everything else; those that are not looked at stay connected, out of sight. */
export function SessionLayer() {
  const { all, foreground } = useRemoteSessions();
  return all.map((remote) => <SessionView key={remote.key} remote={remote} inFront={remote === foreground} />);
}
