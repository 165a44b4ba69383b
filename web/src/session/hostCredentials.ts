/** What a person signs on with at a host that knows nothing of the portal's sign-in. */
export interface HostCredentials {
  readonly user: string;
  readonly password: string;
  /** Empty where the host has none, or the user's name says it. */
  readonly domain: string;
}

/**
 * In this page's memory and nowhere else: they go to the host, encrypted for it, and never to the broker. They last until
 * the person signs out or the page is closed.
 */
let known: HostCredentials | null = null;

/** What was given since the sign-in, if anything. */
export function knownCredentials(): HostCredentials | null {
  return known;
}

export function keepCredentials(given: HostCredentials): void {
  known = given;
}

/** A host did not take them. Others that were given meanwhile stay. */
export function dropCredentials(refused: HostCredentials): void {
  if (known === refused) {
    known = null;
  }
}

/** The person signs out. */
export function forgetCredentials(): void {
  known = null;
}
