import { afterEach, describe, expect, it } from 'vitest';
import { dropCredentials, forgetCredentials, keepCredentials, knownCredentials } from './hostCredentials';

const ALICE = { user: 'alice', password: 'secret', domain: '' };

describe("the host's credentials", () => {
  afterEach(forgetCredentials);

  it('are kept until the sign-out', () => {
    expect(knownCredentials()).toBeNull();
    keepCredentials(ALICE);
    expect(knownCredentials()).toBe(ALICE);
    forgetCredentials();
    expect(knownCredentials()).toBeNull();
  });

  it('are dropped when a host refuses them, but not those that were given since', () => {
    keepCredentials(ALICE);
    dropCredentials({ ...ALICE });
    expect(knownCredentials()).toBe(ALICE);
    dropCredentials(ALICE);
    expect(knownCredentials()).toBeNull();
  });

  it('are in no storage of the browser', () => {
    keepCredentials(ALICE);
    expect(localStorage.length + sessionStorage.length).toBe(0);
    expect(document.cookie).toBe('');
  });
});
