import type { LaunchState } from '../api/types';

/** What became of a launch, as a word and its colour. */
export const LAUNCH_STATES: Readonly<
  Record<LaunchState, { readonly word: string; readonly color: 'green' | 'blue' | 'red' | 'grey' }>
> = {
  pending: { word: 'Under way', color: 'blue' },
  connecting: { word: 'Under way', color: 'blue' },
  running: { word: 'Running', color: 'green' },
  opened: { word: 'Opened', color: 'green' },
  failed: { word: 'Failed', color: 'red' },
  expired: { word: 'Expired', color: 'grey' },
};
