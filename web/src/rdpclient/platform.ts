import type { Carrier, ConnectionMode, OpenIn } from '../api/types';

/** What runs on the device in front of which the person sits, as far as RDP clients differ by it. */
export type Platform = 'windows' | 'macos' | 'ios' | 'android' | 'linux' | 'other';

export const PLATFORMS: readonly (readonly [Platform, string])[] = [
  ['windows', 'Windows'],
  ['macos', 'macOS'],
  ['ios', 'iPhone or iPad'],
  ['android', 'Android'],
  ['linux', 'Linux'],
  ['other', 'Something else'],
];

/** What a browser says of the device. */
type Device = Pick<Navigator, 'userAgent' | 'maxTouchPoints'>;

/** The platform of a device. */
export function platformOf({ userAgent, maxTouchPoints }: Device): Platform {
  if (/Android/.test(userAgent)) {
    return 'android';
  }
  // An iPad gives itself out as a Mac; no Mac can be touched.
  if (/iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1)) {
    return 'ios';
  }
  if (/Macintosh/.test(userAgent)) {
    return 'macos';
  }
  if (/Windows/.test(userAgent)) {
    return 'windows';
  }
  return /Linux|X11/.test(userAgent) && !/CrOS/.test(userAgent) ? 'linux' : 'other';
}

/**
 * How the clients of a platform say which launch they belong to: FreeRDP and Remmina take a password from a file. A gateway
 * that relays without looking inside has to hear it before.
 */
export function carrierOf(platform: Platform, mode: ConnectionMode): Carrier {
  return platform === 'linux' && mode !== 'gateway' ? 'password' : 'routing-token';
}

/** Where a click opens on this device: there may be no RDP client for what somebody has chosen at another one. */
export function wayOn(platform: Platform, chosen: OpenIn): OpenIn {
  return platform === 'other' ? 'browser' : chosen;
}
