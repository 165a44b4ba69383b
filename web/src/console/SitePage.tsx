import { Alert, Button, ExpandableSection, Form, FormSection, Spinner, Switch } from '@patternfly/react-core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import { admin, farmQuery, meQuery, queries } from '../api/queries';
import type { SiteChange, SiteSettings } from '../api/types';
import { ALL_MODES, MODES } from '../words/modes';
import { faultOf, generalFault } from '../words/problem';
import { useAlerts } from './parts/alerts';
import { ConsolePage } from './parts/ConsolePage';
import { Fingerprint } from './parts/Fingerprint';
import { Field } from './parts/Field';
import { SelectField } from './parts/SelectField';
import { wholeNumber } from './parts/wholeNumber';
import { PlacementForm } from './PlacementForm';
import { POLICY_FIELDS, PolicyFields } from './PolicyFields';
import { draftOf, policyIn } from './policyDraft';

const FIELDS = [
  'name',
  'sessionEndsAfterSeconds',
  'accountsOnDemand',
  'publicAddress',
  'connectionMode',
  ...POLICY_FIELDS,
];

/** What holds for the whole site. */
export function SitePage() {
  const { data } = useQuery(admin.site);
  const { data: placement } = useQuery(admin.placement);
  return (
    <ConsolePage title="Site">
      {data && placement ? (
        <>
          <SiteForm key={data.id} site={data} />
          <PlacementForm settings={placement} />
        </>
      ) : (
        <Spinner aria-label="Loading" />
      )}
    </ConsolePage>
  );
}

function SiteForm({ site }: { readonly site: SiteSettings }) {
  const [name, setName] = useState(site.name);
  const [accountsOnDemand, setAccountsOnDemand] = useState(site.accountsOnDemand);
  const [seconds, setSeconds] = useState(String(site.sessionEndsAfterSeconds));
  const [publicAddress, setPublicAddress] = useState(site.publicAddress ?? '');
  const [connectionMode, setConnectionMode] = useState(site.connectionMode);
  const [clientsMayChoose, setClientsMayChoose] = useState(site.clientsMayChoose);
  const [addressBound, setAddressBound] = useState(site.addressBound);
  const [policy, setPolicy] = useState(() => draftOf(site.policy));
  const { tell } = useAlerts();
  const saving = useMutation({
    mutationFn: async () =>
      ask<SiteSettings>('PATCH', '/api/v1/admin/site', {
        name: name.trim(),
        accountsOnDemand,
        sessionEndsAfterSeconds: wholeNumber('sessionEndsAfterSeconds', seconds),
        publicAddress: publicAddress.trim(),
        connectionMode,
        clientsMayChoose,
        addressBound,
        policy: policyIn(policy),
      } satisfies SiteChange),
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
        <Setting
          id="accountsOnDemand"
          label="Make accounts on the hosts when they are needed"
          help="Else only people whose account an administrator has named can open applications."
          on={accountsOnDemand}
          change={setAccountsOnDemand}
        />
        <FormSection title="RDP clients" titleElement="h2">
          <SelectField
            id="connectionMode"
            label="Connection mode"
            value={connectionMode}
            choices={ALL_MODES.map((mode) => [mode, MODES[mode].name] as const)}
            change={setConnectionMode}
            fault={faultIn('connectionMode')}
            help={`${MODES[connectionMode].help} Groups may say otherwise. A browser always uses Gateway with SSL.`}
          />
          <Field
            id="publicAddress"
            label="Address of the gateways"
            value={publicAddress}
            change={setPublicAddress}
            fault={faultIn('publicAddress')}
            help="Its name, and its port if that is not 443: it is written into connection files. Set it: else each person’s file names the place where that person reached this service."
          />
          <Setting
            id="clientsMayChoose"
            label="People may choose another mode"
            help="Each for the RDP client of their device, in their settings or with usher connect."
            on={clientsMayChoose}
            change={setClientsMayChoose}
          />
          <Setting
            id="addressBound"
            label="A connection file is bound to the address that used it first"
            help="A file that got into other hands opens nothing elsewhere. Switch it off only if devices change their address while people work."
            on={addressBound}
            change={setAddressBound}
          />
          <FileSigner />
        </FormSection>
        <FormSection title="What sessions may use" titleElement="h2">
          <PolicyFields draft={policy} change={setPolicy} faultIn={faultIn} above={null} />
        </FormSection>
        <div>
          <Button type="submit" isLoading={saving.isPending} isDisabled={saving.isPending}>
            Save
          </Button>
        </div>
      </Form>
    </div>
  );
}

/** What devices need in order to trust connection files. */
function FileSigner() {
  const { data: farm } = useQuery(farmQuery);
  if (!farm) {
    return null;
  }
  const { subject, sha1, sha256 } = farm.fileSigner;
  return (
    <ExpandableSection toggleText="Who signs connection files">
      <dl className="usher-facts">
        <dt>Publisher</dt>
        <dd>{subject}</dd>
        <dt>SHA-1, for Windows policies</dt>
        <dd>
          <code>{sha1.toUpperCase()}</code>
        </dd>
        <dt>SHA-256</dt>
        <dd>
          <Fingerprint sha256={sha256} />
        </dd>
        <dt>The farm’s authority</dt>
        <dd>
          <a href={`data:application/x-pem-file,${encodeURIComponent(farm.authority)}`} download="usher-authority.pem">
            Download its certificate
          </a>
        </dd>
      </dl>
    </ExpandableSection>
  );
}

interface SettingProps {
  readonly id: string;
  readonly label: string;
  readonly help: string;
  readonly on: boolean;
  readonly change: (on: boolean) => void;
}

function Setting({ id, label, help, on, change }: SettingProps) {
  return (
    <div>
      <Switch
        id={id}
        label={label}
        aria-describedby={`${id}-help`}
        isChecked={on}
        onChange={(_event, wanted) => change(wanted)}
      />
      <p id={`${id}-help`} className="usher-subtle">
        {help}
      </p>
    </div>
  );
}
