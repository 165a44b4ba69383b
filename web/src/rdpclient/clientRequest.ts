/** What a client program asks for when it sends somebody to the portal to sign it in. */
export interface ClientRequest {
  /** Where it listens, on the person's own device. */
  readonly port: number;
  readonly challenge: string;
  readonly state: string;
  /** What it calls the device. */
  readonly name: string;
}

const LOWEST_PORT = 1_024;
const HIGHEST_PORT = 65_535;

/** SHA-256 in base64url. */
const CHALLENGE = /^[A-Za-z0-9_-]{43}$/;
const STATE = /^[A-Za-z0-9_.~-]{1,512}$/;
const LONGEST_NAME = 64;

/** The request in an address; null when it is none, or asks for anything out of order. */
export function clientRequestIn(search: string): ClientRequest | null {
  const parameters = new URLSearchParams(search);
  const [port, challenge, state, name] = ['port', 'challenge', 'state', 'name'].map((field) => {
    const values = parameters.getAll(field);
    return values.length === 1 ? (values[0] as string) : '';
  }) as [string, string, string, string];
  const number = /^\d{4,5}$/.test(port) ? Number(port) : 0;
  const called = plain(name);
  if (number < LOWEST_PORT || number > HIGHEST_PORT || !CHALLENGE.test(challenge) || !STATE.test(state) || !called) {
    return null;
  }
  return { port: number, challenge, state, name: called };
}

/** Where the page goes with a grant: to the person's own device and nowhere else. */
export function answerAddress({ port, state }: ClientRequest, grant: string): string {
  return `http://127.0.0.1:${port}/?${new URLSearchParams({ grant, state }).toString()}`;
}

/** A name without signs that make it look like another one. */
function plain(name: string): string {
  const signs = [...name.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '').trim()];
  return signs.length > LONGEST_NAME ? `${signs.slice(0, LONGEST_NAME).join('')}…` : signs.join('');
}
