import { describe, expect, it } from 'vitest';
import { carrierOf, platformOf, wayOn } from './platform';

const SAFARI = 'AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15';

describe('the platform', () => {
  it.each([
    ['windows', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/143.0.0.0 Safari/537.36', 0],
    ['windows', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0', 10],
    ['macos', `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${SAFARI}`, 0],
    ['ios', `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${SAFARI}`, 5],
    ['ios', `Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) ${SAFARI}`, 5],
    ['android', 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/143.0.0.0 Mobile Safari/537.36', 5],
    ['linux', 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/143.0.0.0 Safari/537.36', 0],
    ['linux', 'Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0', 0],
    ['other', 'Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/143.0.0.0 Safari/537.36', 0],
    ['other', 'Mozilla/5.0 (SMART-TV) Gecko/20100101', 0],
  ] as const)('is %s for %s', (platform, userAgent, maxTouchPoints) => {
    expect(platformOf({ userAgent, maxTouchPoints })).toBe(platform);
  });

  it('decides how a client says which launch it belongs to', () => {
    expect(carrierOf('linux', 'gateway-ssl')).toBe('password');
    expect(carrierOf('linux', 'direct')).toBe('password');
    expect(carrierOf('linux', 'gateway')).toBe('routing-token');
    expect(carrierOf('windows', 'gateway-ssl')).toBe('routing-token');
    expect(carrierOf('ios', 'direct-ssl')).toBe('routing-token');
  });

  it('leaves the choice to the person where there is one', () => {
    expect(wayOn('windows', 'rdp')).toBe('rdp');
    expect(wayOn('android', 'browser')).toBe('browser');
    expect(wayOn('macos', 'ask')).toBe('ask');
    expect(wayOn('other', 'rdp')).toBe('browser');
    expect(wayOn('other', 'ask')).toBe('browser');
  });
});
