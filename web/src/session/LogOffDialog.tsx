import { ask } from '../api/client';
import type { Session } from '../api/types';
import { Confirm } from '../frame/Confirm';

interface Props {
  readonly session: Pick<Session, 'id' | 'windows'>;
  readonly name: string;
  /** Which part of the API it is ended through. */
  readonly path?: string;
  readonly close: () => void;
}

/** Asks before a session is ended. */
export function LogOffDialog({ session, name, path = '/api/v1/sessions', close }: Props) {
  const titles = session.windows.map((window) => window.title).filter(Boolean);
  return (
    <Confirm
      title="Log off?"
      action="Log off"
      act={() => ask('DELETE', `${path}/${encodeURIComponent(session.id)}`)}
      close={close}
    >
      <p>
        <strong>{name}</strong>: the session ends and all of its windows are closed. Work that is not saved is lost.
      </p>
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
