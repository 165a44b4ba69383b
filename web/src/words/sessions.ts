import type { Resource, Session } from '../api/types';

/** What a session is called: after what runs in it. */
export function sessionName(session: Session, resources: readonly Resource[]): string {
  const names = new Map(resources.map((resource) => [resource.id, resource.name]));
  const running = [...new Set(session.windows.map((window) => window.resource).concat(session.resources))]
    .map((id) => (id === null ? undefined : names.get(id)))
    .filter((name) => name !== undefined);
  if (running.length > 0) {
    return listed(running);
  }
  return session.kind === 'desktop' ? 'Desktop' : 'Applications';
}

/** What the person should know of a session's state. */
export function sessionStateWords(session: Session, attachedHere: boolean): string {
  if (attachedHere) {
    return 'Open in this page';
  }
  switch (session.state) {
    case 'starting':
      return 'Starting';
    case 'active':
      return 'Open on another device or tab';
    case 'disconnected':
      return 'Waiting for you';
    case 'unknown':
      return session.managed ? 'Its host does not answer at the moment' : 'Its host tells nothing of it';
  }
}

function listed(names: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(names);
}
