import { Spinner } from '@patternfly/react-core';
import { useEffect, useState } from 'react';

/** A break that heals within this time is not worth a word, in milliseconds. */
const UNNOTICED = 1_000;

/** Says that the connection is broken and on its way back; the picture stays behind it. */
export function Reconnecting({ flows }: { readonly flows: boolean }) {
  const [noticed, setNoticed] = useState(false);
  useEffect(() => {
    setNoticed(false);
    if (flows) {
      return undefined;
    }
    const timer = setTimeout(() => setNoticed(true), UNNOTICED);
    return () => clearTimeout(timer);
  }, [flows]);
  return (
    <div role="status" className="usher-reconnecting">
      {noticed && !flows && (
        <div className="usher-reconnecting__words">
          <Spinner size="md" aria-label="Reconnecting" />
          <div>
            <strong>Reconnecting…</strong>
            <p>The network is interrupted. What you type is kept and sent as soon as it is back.</p>
          </div>
        </div>
      )}
    </div>
  );
}
