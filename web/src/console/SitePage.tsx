import { Alert, Button, Form, Spinner, Switch } from '@patternfly/react-core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import { admin, meQuery, queries } from '../api/queries';
import type { SiteSettings } from '../api/types';
import { faultOf, generalFault } from '../words/problem';
import { useAlerts } from './parts/alerts';
import { ConsolePage } from './parts/ConsolePage';
import { Field } from './parts/Field';
import { wholeNumber } from './parts/wholeNumber';

const FIELDS = ['name', 'sessionEndsAfterSeconds', 'accountsOnDemand'];

/** What holds for the whole site. */
export function SitePage() {
  const { data } = useQuery(admin.site);
  return (
    <ConsolePage title="Site">
      {data ? <SiteForm key={data.id} site={data} /> : <Spinner aria-label="Loading" />}
    </ConsolePage>
  );
}

function SiteForm({ site }: { readonly site: SiteSettings }) {
  const [name, setName] = useState(site.name);
  const [accountsOnDemand, setAccountsOnDemand] = useState(site.accountsOnDemand);
  const [seconds, setSeconds] = useState(String(site.sessionEndsAfterSeconds));
  const { tell } = useAlerts();
  const saving = useMutation({
    mutationFn: async () =>
      ask<SiteSettings>('PATCH', '/api/v1/admin/site', {
        name: name.trim(),
        accountsOnDemand,
        sessionEndsAfterSeconds: wholeNumber('sessionEndsAfterSeconds', seconds),
      }),
    onSuccess: (saved) => {
      queries.setQueryData(admin.site.queryKey, saved);
      // The name stands above every page.
      void queries.invalidateQueries({ queryKey: meQuery.queryKey });
      tell('Saved.');
    },
  });
  const faultIn = (field: string) => faultOf(saving.error, field);
  const general = generalFault(saving.error, FIELDS);
  return (
    <div className="usher-card">
      <Form
        isWidthLimited
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          saving.mutate();
        }}
      >
        {general && <Alert isInline variant="danger" title={general} />}
        <Field
          id="name"
          label="Name of the site"
          required
          value={name}
          change={setName}
          fault={faultIn('name')}
          help="People see it where they sign in and above their applications."
        />
        <Field
          id="sessionEndsAfterSeconds"
          label="A session ends after so many seconds without a window"
          type="number"
          value={seconds}
          change={setSeconds}
          fault={faultIn('sessionEndsAfterSeconds')}
          help="When the last application is closed, so long is waited for another before the session is logged off."
        />
        <div>
          <Switch
            id="accountsOnDemand"
            label="Make accounts on the hosts when they are needed"
            isChecked={accountsOnDemand}
            onChange={(_event, on) => setAccountsOnDemand(on)}
          />
          <p className="usher-subtle">
            Else only people whose account an administrator has named can open applications.
          </p>
        </div>
        <div>
          <Button type="submit" isLoading={saving.isPending} isDisabled={saving.isPending}>
            Save
          </Button>
        </div>
      </Form>
    </div>
  );
}
