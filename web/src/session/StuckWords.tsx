import { useEffect, useState } from 'react';
import type { Stuck } from '../api/types';
import { stuckWords } from '../words/stages';

/** What is waited for and for how long; the seconds go on between the broker's words. */
export function StuckWords({ stuck, host }: { readonly stuck: Stuck; readonly host: string | null }) {
  const [since, setSince] = useState(0);
  useEffect(() => {
    const told = performance.now();
    setSince(0);
    const timer = setInterval(() => setSince(Math.floor((performance.now() - told) / 1_000)), 1_000);
    return () => clearInterval(timer);
  }, [stuck.stage, stuck.seconds]);
  return <p className="usher-stuck">{stuckWords({ ...stuck, seconds: stuck.seconds + since }, host)}.</p>;
}
