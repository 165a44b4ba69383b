import { Alert, Bullseye, Spinner } from '@patternfly/react-core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { reasonOf } from '../../words/problem';

interface Props<T> {
  readonly query: UseQueryResult<readonly T[]>;
  /** What is shown when there is nothing. */
  readonly empty: ReactNode;
  readonly children: (items: readonly T[]) => ReactNode;
}

/** What a question was answered with, or that it is not answered yet. */
export function Asked<T>({ query, empty, children }: Props<T>) {
  if (query.data !== undefined) {
    return query.data.length === 0 ? empty : children(query.data);
  }
  return query.error ? (
    <Alert isInline variant="danger" title={reasonOf(query.error)} />
  ) : (
    <Bullseye>
      <Spinner aria-label="Loading" />
    </Bullseye>
  );
}
