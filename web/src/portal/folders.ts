import type { Resource } from '../api/types';

export interface Folder {
  /** The folder's names, outermost first; none for what is in no folder. */
  readonly path: readonly string[];
  readonly resources: readonly Resource[];
}

const order = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** The resources by folder: what is in none first, the rest by name. */
export function foldersOf(resources: readonly Resource[]): readonly Folder[] {
  const byFolder = new Map<string, Resource[]>();
  for (const resource of resources) {
    const folder = pathOf(resource.folder).join('/');
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), resource]);
  }
  return [...byFolder.entries()]
    .sort(([one], [other]) => order.compare(one, other))
    .map(([folder, inside]) => ({
      path: pathOf(folder),
      resources: inside.toSorted((one, other) => order.compare(one.name, other.name)),
    }));
}

/** The resources whose name or folder holds every word that was typed. */
export function found(resources: readonly Resource[], typed: string): readonly Resource[] {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  return resources.filter((resource) => {
    const text = plain(`${resource.name} ${resource.folder}`);
    return words.every((word) => text.includes(word));
  });
}

function pathOf(folder: string): string[] {
  return folder
    .split('/')
    .map((name) => name.trim())
    .filter(Boolean);
}

/** Small letters without accents: “cafe” finds “Café”. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
