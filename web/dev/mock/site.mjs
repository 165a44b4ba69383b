// The built site, as the gateway serves it: index.html for every path that is no file, and the policy that must hold.
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';

const SITE = new URL('../../target/site', import.meta.url).pathname;

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

export async function handleSite(response, path) {
  const file = await readFile(join(SITE, normalize(path))).catch(() => null);
  if (file === null && path.startsWith('/assets/')) {
    response.writeHead(404).end();
    return;
  }
  const body = file ?? (await readFile(join(SITE, 'index.html')));
  response.writeHead(200, {
    'Content-Type': TYPES[file ? extname(path) : '.html'] ?? 'application/octet-stream',
    'Content-Security-Policy': POLICY,
    'Cache-Control': path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  response.end(body);
}
