import { Alert, AlertActionCloseButton, Spinner } from '@patternfly/react-core';
import { useEffect, useState } from 'react';
import { reasonWords } from '../words/reasons';
import type { RemoteSession } from './remoteSession';
import type { RemoteState } from './state';
import { StuckWords } from './StuckWords';

/** A note that is not needed any more when the picture has been there for so long, in milliseconds. */
const FIRST_WINDOW_PATIENCE = 20_000;

/** What is under way or went wrong beside a picture that is fine. */
export function Troubles({ remote, state }: { readonly remote: RemoteSession; readonly state: RemoteState }) {
  const starting = useStarting(state);
  const opening = [
    ...(starting ? [{ name: state.name, progress: state.launch ?? undefined }] : []),
    ...state.openings.map(({ name, progress }) => ({ name, progress })),
  ];
  const words = state.trouble === null ? null : reasonWords(state.trouble);
  return (
    <div className="usher-troubles" aria-live="polite">
      {opening.map(({ name, progress }, index) => (
        <div key={index} className="usher-note">
          <Spinner size="sm" aria-label="Opening" /> Opening {name}…
          {progress?.stuck && <StuckWords stuck={progress.stuck} host={progress.host} />}
        </div>
      ))}
      {words && (
        <Alert
          variant="warning"
          title={words.title}
          actionClose={<AlertActionCloseButton onClose={() => remote.troubleRead()} />}
        >
          {words.what} {words.advice}
          {state.troubleTold && <p>“{state.troubleTold}”</p>}
        </Alert>
      )}
    </div>
  );
}

/** The picture comes before the application's first window, and that can take a while. */
function useStarting(state: RemoteState): boolean {
  const [patient, setPatient] = useState(true);
  const shown = state.phase.at === 'shown';
  const launch = state.launch;
  useEffect(() => {
    setPatient(true);
    const timer = setTimeout(() => setPatient(false), FIRST_WINDOW_PATIENCE);
    return () => clearTimeout(timer);
  }, [launch?.id]);
  return shown && patient && state.starts && launch?.state === 'connecting';
}
