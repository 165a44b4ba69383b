import { useQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { useState } from 'react';
import { ask } from '../api/client';
import { meQuery, queries } from '../api/queries';
import { SettingsDialog } from '../portal/SettingsDialog';
import { remoteSessions, useRemoteSessions } from '../session/useRemoteSessions';
import { reasonOf } from '../words/problem';
import { SessionRouting } from '../session/SessionRouting';
import { Confirm } from './Confirm';
import { Masthead } from './Masthead';
import { ServiceAway } from './ServiceAway';
import { useLiveSessions } from './useLiveSessions';

/** What lies around every page of somebody who is signed in. */
export function Shell() {
  const { data } = useQuery(meQuery);
  const me = data?.me;
  const { all, foreground } = useRemoteSessions();
  const [leaving, setLeaving] = useState(false);
  const [settings, setSettings] = useState(false);
  useLiveSessions();
  if (!me) {
    return null;
  }
  const signOut = async () => {
    await ask('POST', '/api/v1/sign-out');
    queries.setQueryData(meQuery.queryKey, { me: null, site: me.site, notice: 'You are signed out.' });
  };
  const complain = (failure: unknown) => remoteSessions.tell(`You are still signed in. ${reasonOf(failure)}`);
  return (
    <div className="usher-shell" inert={foreground !== null}>
      <a className="usher-skip" href="#page">
        Skip to the page
      </a>
      <Masthead
        me={me}
        settings={() => setSettings(true)}
        signOut={() => (all.length > 0 ? setLeaving(true) : void signOut().catch(complain))}
      />
      <ServiceAway />
      <main id="page" tabIndex={-1}>
        <Outlet />
      </main>
      <SessionRouting />
      {settings && <SettingsDialog me={me} close={() => setSettings(false)} />}
      {leaving && (
        <Confirm title="Sign out?" action="Sign out" act={signOut} close={() => setLeaving(false)}>
          <p>This page disconnects from your sessions. They go on and keep your work until you return.</p>
        </Confirm>
      )}
    </div>
  );
}
