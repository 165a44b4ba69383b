import { expect, it } from 'vitest';
import { bytesOf, linkOf, safeName } from './file';

it('a file keeps the bytes that were signed', () => {
  // UTF-16LE with a byte order mark: "a:s:ü".
  const bytes = [0xff, 0xfe, 0x61, 0, 0x3a, 0, 0x73, 0, 0x3a, 0, 0xfc, 0];
  expect([...bytesOf({ content: btoa(String.fromCharCode(...bytes)) })]).toEqual(bytes);
});

it.each([
  ['Terminal.rdp', 'Terminal.rdp'],
  ['Änderungen 2.rdp', 'Änderungen 2.rdp'],
  ['../../etc/passwd.rdp', '_.._etc_passwd.rdp'],
  ['a\u202egpj.rdp', 'a_gpj.rdp'],
  ['setup.exe', 'connection.rdp'],
  ['.rdp', 'connection.rdp'],
])('%s is kept as %s', (name, kept) => {
  expect(safeName(name)).toBe(kept);
});

it('a link leads to an RDP client or nowhere', () => {
  expect(linkOf({ link: 'rdp://full%20address=s:host:3389' })).toBe('rdp://full%20address=s:host:3389');
  expect(linkOf({ link: 'javascript:alert(1)' })).toBeNull();
  expect(linkOf({ link: null })).toBeNull();
});
