import { expect, it } from 'vitest';
import { commonName, quoted } from './help';

it.each([
  ['Terminal.rdp', 'Terminal.rdp'],
  ['Quarterly figures.rdp', "'Quarterly figures.rdp'"],
  ["Bob's; rm -rf ~.rdp", "'Bob'\\''s; rm -rf ~.rdp'"],
  ['-v', "'-v'"],
  ['Änderungen', "'Änderungen'"],
])('%s is one word for a shell', (word, shell) => {
  expect(quoted(word)).toBe(shell);
});

it.each([
  ['CN=Northwind connection files', 'Northwind connection files'],
  ['CN=Northwind, O=Usher', 'Northwind'],
  ['O=Usher, CN="Northwind, Inc."', 'Northwind, Inc.'],
  ['CN=Northwind\\, Inc.,O=Usher', 'Northwind, Inc.'],
  ['O=Usher', 'O=Usher'],
])('the publisher of %s is %s', (subject, name) => {
  expect(commonName(subject)).toBe(name);
});
