import { describe, expect, it } from 'vitest';
import type { PerHost } from '../api/types';
import { argumentsIn, endingsIn } from './argumentLines';
import { draftOf, newDraft, perHostIn } from './perHostDraft';

describe('what is different on a host', () => {
  it.each<PerHost>([
    { host: 'h1', target: '/opt/calc', arguments: null, startIn: null },
    { host: 'h1', target: null, arguments: [], startIn: null },
    { host: 'h1', target: null, arguments: ['-x', 'a b'], startIn: '/srv' },
  ])('comes back as it was: %j', (one) => {
    expect(perHostIn([draftOf(one)])).toEqual([one]);
  });

  it('is left out where nothing is', () => {
    expect(perHostIn([newDraft('h1'), { ...newDraft('h2'), target: '  ' }])).toEqual([]);
  });
});

describe('what is typed in lines', () => {
  it('keeps blanks and empty arguments, but not the end of the text', () => {
    expect(argumentsIn(' a b\r\n\n-x\n\n')).toEqual([' a b', '', '-x']);
    expect(argumentsIn('')).toEqual([]);
  });

  it('finds file endings however they are parted', () => {
    expect(endingsIn(' .odt, docx;*.csv  tar.gz ')).toEqual(['.odt', 'docx', '*.csv', 'tar.gz']);
    expect(endingsIn('')).toEqual([]);
  });
});
