import { Banner, Spinner } from '@patternfly/react-core';
import { useSyncExternalStore } from 'react';
import { queries, serviceAway } from '../api/queries';

const subscribe = (changed: () => void) => queries.getQueryCache().subscribe(changed);

/** Says that the service is away, for as long as it is. */
export function ServiceAway() {
  const away = useSyncExternalStore(subscribe, serviceAway);
  return (
    <div role="status">
      {away && (
        <Banner status="warning" screenReaderText="Warning:">
          <span className="usher-away">
            <Spinner size="sm" aria-label="Trying" />
            The service is not reachable at the moment. We keep trying.
          </span>
        </Banner>
      )}
    </div>
  );
}
