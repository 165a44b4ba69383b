import { Alert, Bullseye, DescriptionList, Label, Spinner } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { admin } from '../api/queries';
import type { AdminLaunch } from '../api/types';
import { LAUNCH_STATES } from '../words/launches';
import { reasonOf } from '../words/problem';
import { reasonWords } from '../words/reasons';
import { momentOf } from '../words/time';
import { LaunchDetails } from './LaunchDetails';
import { ConsolePage } from './parts/ConsolePage';
import { Fact } from './parts/Fact';

/** While it is under way it is looked at so often, in milliseconds. */
const INTERVAL = 1_000;

/** One launch: who, where, how long each stage took, and why that host. */
export function LaunchPage() {
  const { launch: id = '' } = useParams({ strict: false });
  const launch = useQuery({
    ...admin.launch(id),
    refetchInterval: ({ state: { data } }) => (data && !isOver(data) ? INTERVAL : false),
  });
  return (
    <ConsolePage
      title={launch.data ? `${launch.data.resource ?? 'Return to a session'} for ${launch.data.user}` : 'Launch'}
      actions={<Link to="/console/launches">All launches</Link>}
    >
      {launch.data ? (
        <Known launch={launch.data} />
      ) : launch.error ? (
        <Alert isInline variant="danger" title={reasonOf(launch.error)} />
      ) : (
        <Bullseye>
          <Spinner aria-label="Loading" />
        </Bullseye>
      )}
    </ConsolePage>
  );
}

function isOver(launch: AdminLaunch): boolean {
  return launch.state === 'failed' || launch.state === 'expired' || launch.stages.at(-1)?.stage === 'first-window';
}

function Known({ launch }: { readonly launch: AdminLaunch }) {
  const state = LAUNCH_STATES[launch.state];
  return (
    <div className="usher-card usher-launch-page">
      <DescriptionList isCompact isHorizontal columnModifier={{ default: '1Col', xl: '2Col' }}>
        <Fact name="State">
          <Label isCompact color={state.color}>
            {state.word}
          </Label>{' '}
          {launch.reason && reasonWords(launch.reason).title}
        </Fact>
        <Fact name="Host">{launch.host ?? 'none'}</Fact>
        <Fact name="When">{momentOf(launch.at)}</Fact>
        <Fact name="From">
          {launch.address}, {launch.client === 'rdp' ? 'with an RDP client' : 'in the browser'}
        </Fact>
        <Fact name="Launch">
          <code>{launch.id}</code>
        </Fact>
        {launch.detail && <Fact name="Detail">{launch.detail}</Fact>}
      </DescriptionList>
      <LaunchDetails launch={launch} />
    </div>
  );
}
