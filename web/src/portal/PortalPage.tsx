import {
  Alert,
  AlertActionCloseButton,
  Button,
  EmptyState,
  EmptyStateActions,
  EmptyStateBody,
  EmptyStateFooter,
  SearchInput,
  Skeleton,
  Title,
} from '@patternfly/react-core';
import CubesIcon from '@patternfly/react-icons/dist/esm/icons/cubes-icon';
import SearchIcon from '@patternfly/react-icons/dist/esm/icons/search-icon';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { ask } from '../api/client';
import { resourcesQuery, sessionsQuery } from '../api/queries';
import type { Me, OpenIn, Resource } from '../api/types';
import { useTitle } from '../frame/useTitle';
import { ClientDialog } from '../rdpclient/ClientDialog';
import type { Openable } from '../rdpclient/clientOpening';
import { remoteSessions, useRemoteSessions } from '../session/useRemoteSessions';
import { ChooseWay } from './ChooseWay';
import { foldersOf, found, type Folder } from './folders';
import { Tile } from './Tile';
import { useGridKeys } from './useGridKeys';
import { openable, openIn, usualWay, type Way } from './ways';
import { YourSessions } from './YourSessions';

/** The applications of the person who is signed in. */
export function PortalPage({ me }: { readonly me: Me }) {
  const { data: resources } = useQuery(resourcesQuery);
  const [typed, setTyped] = useState('');
  const { foreground, notice } = useRemoteSessions();
  const search = useSearchKey();
  const keys = useGridKeys('.usher-tile__open');
  const [asking, setAsking] = useState<Openable | null>(null);
  useTitle(...(foreground ? [] : ['Applications', me.site.name]));

  const shown = found(resources ?? [], typed);
  const open = (thing: Openable, way: OpenIn = usualWay(me)) =>
    way === 'ask' ? setAsking(thing) : openIn(way, thing, me.connection);
  const openFirst = (event: KeyboardEvent) => {
    const first = foldersOf(shown)[0]?.resources[0];
    if (event.key === 'Enter' && typed.trim() !== '' && first) {
      if (first.available && first.address !== null) {
        window.open(first.address, '_blank', 'noopener,noreferrer');
      } else if (first.available) {
        open(openable(first, false));
      }
    } else if (event.key === 'Escape') {
      setTyped('');
    }
  };
  return (
    <div className="usher-portal">
      {notice && (
        <Alert
          isInline
          variant="info"
          title={notice}
          actionClose={<AlertActionCloseButton onClose={() => remoteSessions.noticeRead()} />}
        />
      )}
      <div className="usher-portal__head">
        <Title headingLevel="h1" size="2xl">
          Your applications
        </Title>
        {resources && resources.length > 0 && (
          <div role="search" className="usher-portal__search">
            <SearchInput
              ref={search}
              placeholder="Search ( / )"
              aria-label="Search applications"
              value={typed}
              onChange={(_event, value) => setTyped(value)}
              onClear={() => setTyped('')}
              onKeyDown={openFirst}
            />
          </div>
        )}
      </div>
      <YourSessions resources={resources ?? []} open={open} />
      <div onKeyDown={keys}>
        {resources === undefined ? (
          <Loading />
        ) : shown.length > 0 ? (
          foldersOf(shown).map((folder) => <FolderSection key={folder.path.join('/')} folder={folder} open={open} />)
        ) : (
          <Nothing typed={typed} administrator={me.administrator} clear={() => setTyped('')} />
        )}
      </div>
      {asking && <ChooseWay name={asking.name} open={(way) => open(asking, way)} close={() => setAsking(null)} />}
      <ClientDialog me={me} />
    </div>
  );
}

interface FolderProps {
  readonly folder: Folder;
  readonly open: (thing: Openable, way?: Way) => void;
}

function FolderSection({ folder, open }: FolderProps) {
  const { data: sessions = [] } = useQuery(sessionsQuery);
  const windowsOf = (resource: Resource) =>
    sessions.flatMap((session) =>
      session.windows
        .filter((window) => window.resource === resource.id)
        .map((window) => `/api/v1/sessions/${session.id}/windows/${window.id}/close`),
    );
  /** What runs in this page stays in it, wherever new things open. */
  const isHere = (resource: Resource) =>
    sessions.some((session) => session.resources.includes(resource.id) && remoteSessions.find(session.id)?.attached);
  const name = folder.path.join(' › ') || 'Applications';
  return (
    <section aria-label={name}>
      {folder.path.length > 0 && (
        <Title headingLevel="h2" size="lg">
          {name}
        </Title>
      )}
      <ul className="usher-tiles">
        {folder.resources.map((resource) => {
          const windows = windowsOf(resource);
          return (
            <Tile
              key={resource.id}
              resource={resource}
              running={sessions.some((session) => session.resources.includes(resource.id))}
              open={(another, way) =>
                open(openable(resource, another), way ?? (isHere(resource) ? 'browser' : undefined))
              }
              closeWindows={
                windows.length === 0 ? null : () => void Promise.allSettled(windows.map((path) => ask('POST', path)))
              }
            />
          );
        })}
      </ul>
    </section>
  );
}

interface NothingProps {
  readonly typed: string;
  readonly administrator: boolean;
  readonly clear: () => void;
}

function Nothing({ typed, administrator, clear }: NothingProps) {
  if (typed.trim() !== '') {
    return (
      <EmptyState icon={SearchIcon} titleText={`Nothing is called “${typed.trim()}”`} headingLevel="h2">
        <EmptyStateBody>Try a part of the name, or the folder.</EmptyStateBody>
        <EmptyStateFooter>
          <EmptyStateActions>
            <Button variant="link" onClick={clear}>
              Show all applications
            </Button>
          </EmptyStateActions>
        </EmptyStateFooter>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={CubesIcon} titleText="No applications yet" headingLevel="h2">
      <EmptyStateBody>
        {administrator
          ? 'Nothing is published for you. Publish an application in the console under Resources.'
          : 'Nothing is published for you yet. Ask your administrator.'}
      </EmptyStateBody>
    </EmptyState>
  );
}

function Loading() {
  return (
    <ul className="usher-tiles" aria-label="Loading">
      {['a', 'b', 'c', 'd', 'e', 'f'].map((tile) => (
        <li key={tile}>
          <Skeleton height="8rem" screenreaderText="Loading" />
        </li>
      ))}
    </ul>
  );
}

/** “/” goes to the search, unless something is being typed elsewhere. */
function useSearchKey() {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent) => {
      const typing =
        event.target instanceof HTMLElement && event.target.closest('input, textarea, select, iron-remote-desktop');
      if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        field.current?.focus();
        field.current?.select();
      }
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  return field;
}
