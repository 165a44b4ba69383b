// @vitest-environment node
import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';
import { expect, test } from 'vitest';
import type { components } from './openapi';
import type * as page from './types';

type Api = components['schemas'];

const DESCRIPTION = new URL('../../openapi.yaml', import.meta.url);
const GENERATED = new URL('./openapi.d.ts', import.meta.url);
const HEAD = '// Made from openapi.yaml: `OPENAPI_WRITE=true npx vitest run src/api/openapi.test.ts` makes it anew.\n';

test('the generated types are those of the committed description', async () => {
  const generated = HEAD + astToString(await openapiTS(DESCRIPTION));
  if (process.env.OPENAPI_WRITE) {
    await writeFile(GENERATED, generated);
  }
  expect(await readFile(GENERATED, 'utf8')).toBe(generated);
}, 30_000);

/** What the broker answers is what the page reads; the broker may tell more. */
type Read<Told extends Expected, Expected> = Told;

/** What the page sends is what the broker reads, and nothing that it would pass over. */
type Sent<Given extends Taken & Record<Exclude<keyof Given, keyof Taken>, never>, Taken> = Given;

/** Held together by the type checker; there is nothing to run. */
export interface Agreed {
  problem: Read<Api['Problem'], page.Problem>;
  me: Read<Api['Me'], page.Me>;
  resource: Read<Api['Resource'], page.Resource>;
  opened: Read<Told<'opened'>, page.LaunchAnswer>;
  connect: Read<Told<'connect'> & { ticket: string; target: string }, page.LaunchAnswer>;
  file: Read<Told<'file'> & { file: NonNullable<Api['LaunchAnswer']['file']> }, page.FileAnswer>;
  launch: Read<Api['Launch'], page.Launch>;
  session: Read<Api['Session'], page.Session>;
  host: Read<Api['Host'], page.Host>;
  application: Read<Api['HostApplication'], page.HostApplication>;
  joinToken: Read<Api['JoinToken'], page.JoinToken>;
  adminResource: Read<Api['AdminResource'], page.AdminResource>;
  icon: Read<Api['Icon'], page.Icon>;
  adminUser: Read<Api['AdminUser'], page.AdminUser>;
  group: Read<Api['Group'], page.Group>;
  adminSession: Read<Api['AdminSession'], page.AdminSession>;
  adminLaunch: Read<Api['AdminLaunch'], page.AdminLaunch>;
  launchTime: Read<Api['LaunchTime'], page.LaunchTime>;
  auditFact: Read<Api['AuditFact'], page.AuditFact>;
  siteSettings: Read<Api['SiteSettings'], page.SiteSettings>;
  placementSettings: Read<Api['PlacementSettings'], page.PlacementSettings>;
  farm: Read<Api['Farm'], page.Farm>;
  grant: Read<Api['ClientGrant'], page.Grant>;
  hostCertificate: Read<Api['HostCertificate'], page.HostCertificate>;

  signIn: Sent<page.SignIn, Api['SignIn']>;
  launchRequest: Sent<page.LaunchRequest, Api['LaunchRequest']>;
  hostChange: Sent<page.HostChange, Api['HostChange']>;
  joinTokenRequest: Sent<page.JoinTokenRequest, Api['JoinTokenRequest']>;
  resourceForm: Sent<page.AdminResourceForm, Api['AdminResourceForm']>;
  newUser: Sent<page.NewUser, Api['NewUser']>;
  userChange: Sent<page.UserChange, Api['UserChange']>;
  preferences: Sent<page.Preferences, Api['PreferencesChange']>;
  grantRequest: Sent<page.GrantRequest, Api['ClientGrantRequest']>;
  unmanagedHost: Sent<page.UnmanagedHost, Api['NewHost']>;
  groupForm: Sent<page.GroupForm, Api['GroupForm']>;
  placementSettingsForm: Sent<page.PlacementSettings, Api['PlacementSettingsForm']>;
  siteChange: Sent<page.SiteChange, Api['SiteChange']>;
}

type Told<Outcome> = Api['LaunchAnswer'] & { outcome: Outcome };
