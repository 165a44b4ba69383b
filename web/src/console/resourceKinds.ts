import type { ResourceKind } from '../api/types';

/** What an administrator reads about a kind of resource. */
export interface KindWords {
  readonly kind: ResourceKind;
  readonly name: string;
  /** What the target of this kind is called; null where there is none to give. */
  readonly target: string | null;
  readonly targetHelp: string;
  /** What opens it is called so; null where the target is a program itself. */
  readonly opener: string | null;
  readonly openerHelp: string;
}

export const KINDS: readonly KindWords[] = [
  {
    kind: 'application',
    name: 'Application',
    target: 'Program',
    targetHelp: 'The program on the hosts: its name or its whole path.',
    opener: null,
    openerHelp: '',
  },
  { kind: 'desktop', name: 'Desktop', target: null, targetHelp: '', opener: null, openerHelp: '' },
  {
    kind: 'document',
    name: 'Document',
    target: 'Document',
    targetHelp: 'Its whole path on the hosts, such as /srv/handbook.pdf, or ~/notes.txt in each person’s own folder.',
    opener: 'Open with',
    openerHelp: 'A program on the hosts. Empty for the one that goes with the document there.',
  },
  {
    kind: 'web',
    name: 'Web application',
    target: 'Address',
    targetHelp: 'The address of its first page, such as https://intranet.example/.',
    opener: 'Browser',
    openerHelp: 'A browser on the hosts. Empty for the first of Chromium, Chrome and Firefox that is there.',
  },
  {
    kind: 'folder',
    name: 'Network folder',
    target: 'Share',
    targetHelp: 'Such as \\\\server\\share\\folder or smb://server/share/folder.',
    opener: 'Open with',
    openerHelp: 'A file manager on the hosts. Empty for the first of Thunar, PCManFM, Nautilus and Dolphin that is there.',
  },
];

export function kindWords(kind: ResourceKind): KindWords {
  return KINDS.find((one) => one.kind === kind) as KindWords;
}
