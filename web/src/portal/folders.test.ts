import { describe, expect, it } from 'vitest';
import type { Resource } from '../api/types';
import { OPEN_POLICY } from '../words/policy.testing';
import { foldersOf, found } from './folders';

const ON_HOSTS = { where: 'host' as const, address: null, single: false, available: true, message: '', extensions: [] };

function resource(name: string, folder = ''): Resource {
  return { id: name, name, kind: 'application', folder, icon: null, hostSignOn: false, policy: OPEN_POLICY, ...ON_HOSTS };
}

const ALL = [
  resource('Writer', 'Office/Text'),
  resource('Café planner'),
  resource('Editor 10', ' Office / Text '),
  resource('Editor 9', 'Office/Text'),
  resource('Terminal', 'Admin'),
];

describe('folders', () => {
  it('come by name, after what is in none', () => {
    expect(foldersOf(ALL).map((folder) => folder.path)).toEqual([[], ['Admin'], ['Office', 'Text']]);
  });

  it('hold their resources in the order a person expects', () => {
    expect(foldersOf(ALL)[2]?.resources.map((inside) => inside.name)).toEqual(['Editor 9', 'Editor 10', 'Writer']);
  });
});

describe('the search', () => {
  it.each([
    ['cafe', ['Café planner']],
    ['OFFICE wri', ['Writer']],
    ['text editor', ['Editor 10', 'Editor 9']],
    ['  ', ALL.map((one) => one.name)],
    ['(.*[', []],
  ])('finds by “%s”', (typed, names) => {
    expect(found(ALL, typed).map((one) => one.name)).toEqual(names);
  });
});
