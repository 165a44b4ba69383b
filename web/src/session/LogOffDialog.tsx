import { ask } from '../api/client';
import type { Session } from '../api/types';
import { Confirm } from '../frame/Confirm';

interface Props {
  readonly session: Pick<Session, 'id' | 'windows'>;
  readonly name: string;
  /** Which part of the API it is ended through. */
  readonly path?: string;
  /** Whether its host has no agent that could end it there. */
  readonly unmanaged?: boolean;
  readonly close: () => void;
}

/** Asks before a session is ended. */
export function LogOffDialog({ session, name, path = '/api/v1/sessions', unmanaged = false, close }: Props) {
  const titles = session.windows.map((window) => window.title).filter(Boolean);
  return (
    <Confirm
      title="Log off?"
      action="Log off"
      act={() => ask('DELETE', `${path}/${encodeURIComponent(session.id)}`)}
      close={close}
    >
      {unmanaged ? (
        <p>
          <strong>{name}</strong>: the connection is ended and the session is forgotten here. Its host has no agent, so
          the session may go on there until it is logged off from within.
        </p>
      ) : (
        <p>
          <strong>{name}</strong>: the session ends and all of its windows are closed. Work that is not saved is lost.
        </p>
      )}
      {titles.length > 0 && (
        <ul className="usher-plain-list">
          {titles.map((title, index) => (
            <li key={index}>{title}</li>
          ))}
        </ul>
      )}
    </Confirm>
  );
}
