import { EmptyState, EmptyStateBody, Nav, NavItem, NavList } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';
import { listen } from '../api/events';
import { admin, meQuery, queries } from '../api/queries';
import type { AdminSession, Host } from '../api/types';
import { useWide } from '../frame/useWide';
import { reasonWords } from '../words/reasons';
import { AlertCorner } from './parts/alerts';
import { refresh } from './parts/useOrder';

const PAGES = [
  ['/console', 'Hosts'],
  ['/console/resources', 'Resources'],
  ['/console/users', 'Users'],
  ['/console/groups', 'Groups'],
  ['/console/sessions', 'Sessions'],
  ['/console/launches', 'Launches'],
  ['/console/audit', 'Audit'],
  ['/console/site', 'Site'],
] as const;

/** From this width on, in pixels, the pages are named at the side. */
const WIDE = 769;

/** What lies around the administrators' pages. */
export function ConsoleFrame() {
  const { data } = useQuery(meQuery);
  if (!data?.me?.administrator) {
    const words = reasonWords('administrator-required');
    return (
      <EmptyState titleText={words.title} headingLevel="h1">
        <EmptyStateBody>
          {words.what} <Link to="/">Go back to your applications.</Link>
        </EmptyStateBody>
      </EmptyState>
    );
  }
  return <Console />;
}

function Console() {
  const { pathname } = useLocation();
  const wide = useWide(WIDE);
  useLiveFarm();
  return (
    <AlertCorner>
      <div className="usher-console">
        <Nav aria-label="Console" className="usher-console__nav" variant={wide ? 'default' : 'horizontal'}>
          <NavList>
            {PAGES.map(([path, name]) => (
              <NavItem key={path} isActive={isAt(pathname, path)}>
                <Link to={path}>{name}</Link>
              </NavItem>
            ))}
          </NavList>
        </Nav>
        <div className="usher-console__page">
          <Outlet />
        </div>
      </div>
    </AlertCorner>
  );
}

/** Whether the page is this one, or one beneath it. */
function isAt(pathname: string, path: string): boolean {
  return pathname.replace(/\/$/, '') === path || (path !== '/console' && pathname.startsWith(`${path}/`));
}

/** Keeps hosts and sessions up to date while the console is open. */
function useLiveFarm(): void {
  useEffect(
    () =>
      listen(
        '/api/v1/admin/events',
        {
          hosts: (data) => queries.setQueryData(admin.hosts.queryKey, data as Host[]),
          sessions: (data) => queries.setQueryData(admin.sessions.queryKey, data as AdminSession[]),
        },
        { broken: () => void refresh() },
      ),
    [],
  );
}
