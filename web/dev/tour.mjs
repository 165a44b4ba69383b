// Walks through every page of the built site, wide and narrow, light and dark: takes a picture of each into target/tour
// and asks axe about each. It fails on a serious finding, on an error in the page, and on anything the content security
// policy had to stop. Needs a Chromium: CHROMIUM=/path, else /usr/bin/chromium.
import { spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const PORT = process.env.PORT ?? '43091';
const BASE = `http://localhost:${PORT}`;
const OUT = new URL('../target/tour/', import.meta.url).pathname;
const LOOKS = [
  { name: 'wide-light', colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  { name: 'wide-dark', colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
  { name: 'narrow-light', colorScheme: 'light', viewport: { width: 360, height: 740 } },
  { name: 'narrow-dark', colorScheme: 'dark', viewport: { width: 360, height: 740 } },
];
const SERIOUS = ['serious', 'critical'];

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const findings = [];
const only = process.argv[2];

const mock = spawn(process.execPath, [new URL('mock-server.mjs', import.meta.url).pathname], {
  env: { ...process.env, PORT, RDP: '' },
  stdio: ['ignore', 'ignore', 'inherit'],
});
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
  await rm(OUT, { recursive: true, force: true });
  await mkdir(OUT, { recursive: true });
  await until(() => fetch(BASE));
  for (const look of LOOKS.filter((one) => !only || one.name === only)) {
    await walk(look);
  }
} finally {
  await browser.close();
  mock.kill();
}
if (findings.length > 0) {
  console.error(findings.join('\n'));
  process.exitCode = 1;
} else {
  console.log(`All pages are in order. Pictures: ${OUT}`);
}

async function walk({ name, ...look }) {
  const context = await browser.newContext({ ...look, permissions: [] });
  const page = await context.newPage();
  page.on('pageerror', (error) => findings.push(`${name}: ${error.message}`));
  page.on('console', (message) => {
    // Answers that say no are part of the tour.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      findings.push(`${name}: ${message.text()}`);
    }
  });
  const look_ = (what) => lookAt(page, name, what);
  const trick = (what) => fetch(`${BASE}/mock/${what}`);
  const button = (label, within = page) => within.getByRole('button', { name: label, exact: true });

  await page.goto(`${BASE}/console/audit`);
  await page.getByRole('heading', { name: 'Northwind' }).waitFor();
  await look_('sign-in');
  await button('Sign in').click();
  await look_('sign-in-empty');
  await page.getByLabel('Name').fill('admin');
  await page.getByLabel('Password', { exact: true }).fill('wrong');
  await button('Sign in').click();
  await page.getByText('Name or password is wrong').waitFor();
  await look_('sign-in-wrong');
  await page.getByLabel('Password', { exact: true }).fill('usher');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Audit' }).waitFor();
  await look_('console-audit');

  await page.goto(BASE);
  await button('Terminal').waitFor();
  await look_('portal');
  await page.keyboard.press('/');
  await page.keyboard.type('zzz');
  await look_('portal-nothing-found');
  await page.keyboard.press('Escape');
  await button(/^Menu of/).click();
  await look_('portal-menu');
  await page.keyboard.press('Escape');

  await button('More for Terminal').click();
  await look_('portal-tile-menu');
  await page.keyboard.press('Escape');
  await button(/^Menu of/).click();
  await page.getByRole('menuitem', { name: 'Settings…' }).click();
  await page.getByRole('dialog').getByLabel('Ask each time').check();
  await look_('settings');
  await button('Save', page.getByRole('dialog')).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await button('Terminal').click();
  await page.getByText('Where to open Terminal?').waitFor();
  await look_('choose-way');
  await button('In my RDP client', page.getByRole('dialog')).click();
  await page.getByText('Terminal.rdp is a key').waitFor();
  await look_('client-file');
  await button('Another client or another way').click();
  for (const platform of ['windows', 'macos', 'ios', 'android', 'other']) {
    await page.getByLabel('The client runs on').selectOption(platform);
    await look_(`client-file-${platform}`);
  }
  await page.getByLabel('The client runs on').selectOption('linux');
  await button('What this session may use of this device').click();
  await look_('client-policy');
  await button('Close', page.getByRole('dialog').locator('footer')).click();
  await trick('refuse?code=no-rdp-address');
  await button('More for Terminal').click();
  await page.getByRole('menuitem', { name: 'Open in my RDP client' }).click();
  await page.getByText('RDP clients cannot reach the host').waitFor();
  await look_('client-refused');
  await page.keyboard.press('Escape');
  await trick('file-seconds?is=1');
  await button('More for Windows desktop').click();
  await page.getByRole('menuitem', { name: 'Open in my RDP client' }).click();
  await page.getByText('The file could be used until').waitFor();
  await look_('client-past');
  await trick('file-seconds?is=600');
  await page.keyboard.press('Escape');
  await button(/^Menu of/).click();
  await page.getByRole('menuitem', { name: 'Settings…' }).click();
  await page.getByRole('dialog').getByLabel('In the browser').check();
  await button('Save', page.getByRole('dialog')).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });

  await page.goto(`${BASE}/connect-client?port=43117&challenge=${'x'.repeat(43)}&state=s1&name=desk-7`);
  await page.getByText('Let usher connect on desk-7').waitFor();
  await look_('connect-client');
  await button('Cancel').click();
  await look_('connect-client-cancelled');
  await page.goto(`${BASE}/connect-client?port=80&challenge=${'x'.repeat(43)}&state=s1&name=desk-7`);
  await page.getByText('This is no request').waitFor();
  await look_('connect-client-refused');
  await page.goto(BASE);
  await button(/^Log off from/)
    .first()
    .waitFor();
  await look_('portal-running');
  await trick('end-session');
  await trick('end-session');
  await button('Terminal').waitFor();

  await trick('hold?on=1');
  await trick('stall?stage=sign-on');
  await button('Terminal').click();
  await page.getByText('This takes longer than usual').waitFor();
  await look_('session-opening');
  await trick('hold?on=0');
  await page.getByRole('alert').waitFor({ timeout: 30_000 });
  await look_('session-unreachable');
  await button('Applications').click();
  await look_('session-applications');
  await page.keyboard.press('Escape');
  await button(/^Windows/).click();
  await look_('session-windows');
  await page.keyboard.press('Escape');
  await button('Back to your applications').click();
  await button(/^Log off from/).waitFor();
  await look_('portal-with-session');
  await button(/^Log off from/).click();
  await look_('log-off');
  await button('Cancel', page.getByRole('dialog')).click();
  await trick('refuse?code=all-full');
  await button('Files').click();
  await page.getByText('All seats are taken').waitFor();
  await look_('launch-refused');
  await button('Back to your applications').click();
  await trick('refuse?code=rdp-client-required');
  await button('Files').click();
  await page.getByText('in an RDP client only').waitFor();
  await look_('launch-rdp-only');
  await button('Open in my RDP client').click();
  await page.getByText('Files.rdp is a key').waitFor();
  await page.keyboard.press('Escape');

  for (const [path, heading] of [
    ['', 'Hosts'],
    ['resources', 'Resources'],
    ['users', 'Users'],
    ['groups', 'Groups'],
    ['sessions', 'Sessions'],
    ['launches', 'Launches'],
    ['site', 'Site'],
  ]) {
    await page.goto(`${BASE}/console/${path}`);
    await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
    await page.waitForLoadState('networkidle', { timeout: 1_000 }).catch(() => null);
    await look_(`console-${heading.toLowerCase()}`);
  }
  await page.goto(`${BASE}/console/launches`);
  await button(/Writer Details$/)
    .first()
    .click();
  await look_('console-launch-details');
  await page.goto(`${BASE}/console/launches/l3`);
  await page.getByRole('heading', { name: 'Why this host' }).waitFor();
  await look_('console-launch');
  await page.goto(`${BASE}/console/launches/times`);
  await page.getByRole('heading', { name: 'host-1' }).waitFor();
  await look_('console-launch-times');
  await page.goto(`${BASE}/console/site`);
  await button('What holds, and who sees to it').click();
  await page.getByLabel('Clipboard').scrollIntoViewIfNeeded();
  await look_('console-site-policy');
  await page.goto(`${BASE}/console/groups`);
  await button('Administrators').click();
  await page.getByLabel('Drives of the device').scrollIntoViewIfNeeded();
  await look_('console-group');
  await page.goto(`${BASE}/console`);
  await button('Add an unmanaged host').click();
  await page.getByLabel('Address').fill('desk-7.example.com:3389');
  await button('Fetch its certificate').click();
  await page.getByText('Belongs to').waitFor();
  await look_('console-unmanaged');
  await page.locator('#name').fill('desk-7');
  await button('Add', page.getByRole('dialog')).click();
  await page.getByText('Compare the fingerprint, then').waitFor();
  await look_('console-unmanaged-fault');
  await page.goto(`${BASE}/console`);
  await button('Add a host').click();
  await page.getByText('good for one machine').waitFor();
  await look_('console-add-host');
  await page.goto(`${BASE}/console/resources`);
  await button('Publish from a host').click();
  await page.getByRole('menuitem', { name: 'XTerm' }).waitFor();
  await look_('console-pick');
  await page.getByRole('menuitem', { name: 'XTerm' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Terminal');
  await button('Publish', dialog).click();
  await page.getByText('is taken').waitFor();
  await look_('console-resource-fault');
  await page.goto(`${BASE}/console/users`);
  await button('Add a user').click();
  await button('Add', dialog).click();
  await page.getByText('At least 8 characters').waitFor();
  await look_('console-user-faults');

  await trick('away?on=1');
  await page.goto(`${BASE}/`);
  await page.getByText('not reachable at the moment').waitFor();
  await look_('service-away');
  await trick('away?on=0');
  await page.getByRole('heading', { name: 'Your applications' }).waitFor({ timeout: 20_000 });
  await page.goto(`${BASE}/no/such/page`);
  await page.getByText('nothing at this address').waitFor();
  await look_('not-found');
  await trick('end-session');
  await context.close();
}

async function lookAt(page, look, what) {
  // Menus and dialogs fade in.
  await page.waitForTimeout(350);
  await page.screenshot({ path: `${OUT}${what}.${look}.png` });
  const surplus = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  if (surplus > 0) {
    findings.push(`${what}, ${look}: ${surplus} pixels wider than the window`);
  }
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  for (const { id, impact, help, nodes } of violations.filter((one) => SERIOUS.includes(one.impact))) {
    findings.push(
      `${what}, ${look}: ${impact} ${id}: ${help}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`,
    );
  }
}

async function until(works) {
  for (let tries = 0; ; tries++) {
    try {
      return await works();
    } catch (failure) {
      if (tries === 100) {
        throw failure;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
