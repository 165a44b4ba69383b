import { describe, expect, it } from 'vitest';
import { answerAddress, clientRequestIn } from './clientRequest';

const GOOD = {
  port: '43117',
  challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  state: 'af0ifjsldkj',
  name: 'desk-7',
};

function search(change: Record<string, string> = {}): string {
  return `?${new URLSearchParams({ ...GOOD, ...change }).toString()}`;
}

describe('the request of a client program', () => {
  it('is read from the address', () => {
    expect(clientRequestIn(search())).toEqual({ ...GOOD, port: 43117 });
  });

  it.each([
    ['a port of the system', { port: '443' }],
    ['port 1023', { port: '1023' }],
    ['a port that is none', { port: '65536' }],
    ['a port with something behind it', { port: '43117@evil.example' }],
    ['a port in hexadecimal', { port: '0xA86D' }],
    ['a port with a sign', { port: '+43117' }],
    ['a negative port', { port: '-4311' }],
    ['no port', { port: '' }],
    ['a short challenge', { challenge: GOOD.challenge.slice(1) }],
    ['a challenge with other signs', { challenge: `${GOOD.challenge.slice(1)}=` }],
    ['no state', { state: '' }],
    ['a state that is an address', { state: 'x&y=/evil' }],
    ['a state without end', { state: 'x'.repeat(513) }],
    ['no name', { name: '' }],
    ['a name that cannot be seen', { name: '\u200b\u202e' }],
  ])('is refused with %s', (_what, change) => {
    expect(clientRequestIn(search(change))).toBeNull();
  });

  it('is refused when something is said twice', () => {
    expect(clientRequestIn(`${search()}&port=43118`)).toBeNull();
    expect(clientRequestIn(`${search()}&challenge=${GOOD.challenge}`)).toBeNull();
  });

  it.each(['1024', '65535'])('may name port %s', (port) => {
    expect(clientRequestIn(search({ port }))?.port).toBe(Number(port));
  });

  it('names the device without tricks', () => {
    expect(clientRequestIn(search({ name: 'desk\u202e7\n' }))?.name).toBe('desk7');
    expect([...(clientRequestIn(search({ name: '😀'.repeat(90) }))?.name ?? '')]).toHaveLength(65);
  });
});

it('the answer goes to the device alone, whatever is in it', () => {
  const request = clientRequestIn(search());
  const address = new URL(answerAddress(request!, 'a b&state=x#y'));
  expect(address.origin).toBe('http://127.0.0.1:43117');
  expect(address.pathname).toBe('/');
  expect(address.searchParams.get('grant')).toBe('a b&state=x#y');
  expect(address.searchParams.getAll('state')).toEqual([GOOD.state]);
});
