import { QueryClient, queryOptions } from '@tanstack/react-query';
import { ask, ApiProblem } from './client';
import type {
  AdminLaunch,
  AdminResource,
  AdminSession,
  AdminUser,
  Farm,
  Group,
  Host,
  HostApplication,
  LaunchTime,
  Me,
  PlacementSettings,
  Resource,
  Session,
  Site,
  SiteSettings,
} from './types';

const LONGEST_WAIT = 10_000;

function passing(problem: unknown): boolean {
  return problem instanceof ApiProblem && problem.passing;
}

/** Questions are asked again for as long as the service is away; an answer that says no is taken at once. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (_count, problem) => passing(problem),
      retryDelay: (count) => Math.min(1_000 * 2 ** count, LONGEST_WAIT),
      staleTime: 30_000,
      // The browser's idea of being online is about the internet; the service may be in the house.
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});

/** Whether some question waits for a service that does not answer. */
export function serviceAway(): boolean {
  return queries
    .getQueryCache()
    .getAll()
    .some((query) => query.isActive() && passing(query.state.fetchFailureReason ?? query.state.error));
}

/** Who is signed in, if anybody; and what the sign-in page is to say. */
export interface Who {
  readonly me: Me | null;
  readonly site: Site | null;
  readonly notice: string | null;
}

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: (): Promise<Who> =>
    ask<Me>('GET', '/api/v1/me').then(
      (me) => ({ me, site: me.site, notice: null }),
      (problem: unknown) => {
        if (problem instanceof ApiProblem && problem.code === 'sign-in-required') {
          return { me: null, site: problem.site, notice: null };
        }
        throw problem;
      },
    ),
  staleTime: Infinity,
});

export const resourcesQuery = queryOptions({
  queryKey: ['resources'],
  queryFn: () => ask<Resource[]>('GET', '/api/v1/resources'),
  // Nobody tells when something is published.
  refetchInterval: 60_000,
});

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: () => ask<Session[]>('GET', '/api/v1/sessions'),
});

export const farmQuery = queryOptions({
  queryKey: ['farm'],
  queryFn: () => ask<Farm>('GET', '/api/v1/farm'),
  staleTime: Infinity,
});

/** Which launches are wanted; what is empty does not matter. */
export interface LaunchesWanted {
  readonly user: string;
  readonly host: string;
  readonly resource: string;
  readonly state: string;
  readonly failed: boolean;
}

function asQuery({ failed, ...words }: LaunchesWanted): string {
  const given = Object.entries(words)
    .map(([name, word]) => [name, word.trim()] as const)
    .filter(([, word]) => word !== '');
  return given.map(([name, word]) => `&${name}=${encodeURIComponent(word)}`).join('') + (failed ? '&failed=true' : '');
}

/** What only administrators may ask. */
export const admin = {
  hosts: queryOptions({
    queryKey: ['admin', 'hosts'],
    queryFn: () => ask<Host[]>('GET', '/api/v1/admin/hosts'),
  }),
  hostApplications: (host: string) =>
    queryOptions({
      queryKey: ['admin', 'hosts', host, 'applications'],
      queryFn: () => ask<HostApplication[]>('GET', `/api/v1/admin/hosts/${encodeURIComponent(host)}/applications`),
      enabled: host !== '',
    }),
  resources: queryOptions({
    queryKey: ['admin', 'resources'],
    queryFn: () => ask<AdminResource[]>('GET', '/api/v1/admin/resources'),
  }),
  users: queryOptions({
    queryKey: ['admin', 'users'],
    queryFn: () => ask<AdminUser[]>('GET', '/api/v1/admin/users'),
  }),
  groups: queryOptions({
    queryKey: ['admin', 'groups'],
    queryFn: () => ask<Group[]>('GET', '/api/v1/admin/groups'),
  }),
  sessions: queryOptions({
    queryKey: ['admin', 'sessions'],
    queryFn: () => ask<AdminSession[]>('GET', '/api/v1/admin/sessions'),
  }),
  placement: queryOptions({
    queryKey: ['admin', 'site', 'placement'],
    queryFn: () => ask<PlacementSettings>('GET', '/api/v1/admin/site/placement'),
  }),
  launchesOf: (wanted: LaunchesWanted) =>
    queryOptions({
      queryKey: ['admin', 'launches', wanted],
      queryFn: () => ask<AdminLaunch[]>('GET', `/api/v1/admin/launches?limit=100${asQuery(wanted)}`),
      staleTime: 0,
    }),
  launchTimes: (hours: number) =>
    queryOptions({
      queryKey: ['admin', 'launch-times', hours],
      queryFn: () => ask<LaunchTime[]>('GET', `/api/v1/admin/launch-times?hours=${hours}`),
    }),
  launch: (id: string) =>
    queryOptions({
      queryKey: ['admin', 'launch', id],
      queryFn: () => ask<AdminLaunch>('GET', `/api/v1/admin/launches/${encodeURIComponent(id)}`),
      staleTime: 0,
    }),
  site: queryOptions({
    queryKey: ['admin', 'site'],
    queryFn: () => ask<SiteSettings>('GET', '/api/v1/admin/site'),
  }),
};
