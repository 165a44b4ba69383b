import { useQuery } from '@tanstack/react-query';
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  parseSearchWith,
  stringifySearchWith,
} from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { meQuery } from './api/queries';
import { NotFound } from './frame/NotFound';
import { Shell } from './frame/Shell';
import { PortalPage } from './portal/PortalPage';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

/** The session itself lies over the page; what is beneath are the applications. */
function Portal() {
  const { data } = useQuery(meQuery);
  return data?.me ? <PortalPage me={data.me} /> : null;
}

const portal = createRoute({ getParentRoute: () => root, path: '/', component: Portal });
const session = createRoute({ getParentRoute: () => root, path: '/session/$session', component: Portal });
const open = createRoute({ getParentRoute: () => root, path: '/open/$resource', component: Portal });
const connectClient = createRoute({
  getParentRoute: () => root,
  path: '/connect-client',
  component: lazyRouteComponent(() => import('./rdpclient/ConnectClientPage'), 'ConnectClientPage'),
});

const console = createRoute({
  getParentRoute: () => root,
  path: '/console',
  component: lazyRouteComponent(() => import('./console/ConsoleFrame'), 'ConsoleFrame'),
});

function page<P extends string, N extends string>(path: P, load: () => Promise<Record<N, () => ReactNode>>, name: N) {
  return createRoute({ getParentRoute: () => console, path, component: lazyRouteComponent(load, name) });
}

const pages = [
  page('/', () => import('./console/HostsPage'), 'HostsPage'),
  page('/resources', () => import('./console/ResourcesPage'), 'ResourcesPage'),
  page('/users', () => import('./console/UsersPage'), 'UsersPage'),
  page('/groups', () => import('./console/GroupsPage'), 'GroupsPage'),
  page('/sessions', () => import('./console/SessionsPage'), 'SessionsPage'),
  page('/launches', () => import('./console/LaunchesPage'), 'LaunchesPage'),
  page('/launches/times', () => import('./console/LaunchTimesPage'), 'LaunchTimesPage'),
  page('/launches/$launch', () => import('./console/LaunchPage'), 'LaunchPage'),
  page('/audit', () => import('./console/AuditPage'), 'AuditPage'),
  page('/site', () => import('./console/SitePage'), 'SitePage'),
] as const;

export const router = createRouter({
  routeTree: root.addChildren([portal, session, open, connectClient, console.addChildren(pages)]),
  defaultPreload: 'intent',
  // What stands in an address is text, and stays as it is.
  parseSearch: parseSearchWith((text) => text),
  stringifySearch: stringifySearchWith(JSON.stringify),
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
