import { Spinner } from '@patternfly/react-core';
import { useEffect, useState } from 'react';

/** A break that heals within this time is not worth a word, in milliseconds. */
const UNNOTICED = 1_000;

/** A break that lasts longer may be the host's, and then waiting does not help, in milliseconds. */
const LONG = 15_000;

/** Says that the connection is broken and on its way back; the picture stays behind it. */
export function Reconnecting({ flows }: { readonly flows: boolean }) {
  const noticed = useBrokenFor(flows, UNNOTICED);
  const long = useBrokenFor(flows, LONG);
  return (
    <div role="status" className="usher-reconnecting">
      {noticed && !flows && (
        <div className="usher-reconnecting__words">
          <Spinner size="md" aria-label="Reconnecting" />
          <div>
            <strong>Reconnecting…</strong>
            <p>The network is interrupted. What you type is kept and sent as soon as it is back.</p>
            {long && (
              <p>If it lasts, the host may be down: choose the application again under Applications above.</p>
            )}
          </div>
        </div>
      )}
    </div>
  );
}

/** Whether nothing has flowed for so long, in milliseconds. */
function useBrokenFor(flows: boolean, time: number): boolean {
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    setBroken(false);
    if (flows) {
      return undefined;
    }
    const timer = setTimeout(() => setBroken(true), time);
    return () => clearTimeout(timer);
  }, [flows, time]);
  return broken;
}
