import { describe, expect, it } from 'vitest';
import { fitted, sizeToAsk } from './size';

describe('the size to ask for', () => {
  it('is the room there is, on the grid that the client draws well', () => {
    expect(sizeToAsk({ width: 1283, height: 723 })).toEqual({ width: 1280, height: 722 });
  });

  it('keeps within what RDP allows', () => {
    expect(sizeToAsk({ width: 9_000, height: 100 })).toEqual({ width: 8192, height: 200 });
    expect(sizeToAsk({ width: 0, height: 0 })).toEqual({ width: 200, height: 200 });
  });

  it('is wider than a telephone, in the same shape', () => {
    expect(sizeToAsk({ width: 360, height: 720 })).toEqual({ width: 640, height: 1280 });
  });
});

describe('a picture that is fitted in', () => {
  it('keeps its shape', () => {
    expect(fitted({ width: 1600, height: 900 }, { width: 800, height: 800 })).toEqual({ width: 800, height: 450 });
    expect(fitted({ width: 400, height: 300 }, { width: 1200, height: 600 })).toEqual({ width: 800, height: 600 });
  });

  it('is left sharp when it nearly fits', () => {
    expect(fitted({ width: 1280, height: 722 }, { width: 1283, height: 723 })).toEqual({ width: 1280, height: 722 });
  });
});
