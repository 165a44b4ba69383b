import { Alert, Button, Checkbox, Radio } from '@patternfly/react-core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ask, invalid } from '../api/client';
import type { Host, HostCertificate, HostSystem, UnmanagedHost } from '../api/types';
import { faultOf, reasonOf } from '../words/problem';
import { dayOf } from '../words/time';
import { Fingerprint } from './parts/Fingerprint';
import { Field, LabelledField } from './parts/Field';
import { FormDialog } from './parts/FormDialog';
import { refresh } from './parts/useOrder';
import { wholeNumber } from './parts/wholeNumber';

type Proof = UnmanagedHost['proof']['kind'];

const FIELDS = ['address', 'name', 'system', 'maxSessions', 'proof', 'confirmed'];

const SYSTEMS: readonly (readonly [HostSystem, string, string])[] = [
  ['windows', 'Windows', 'Its applications are published as RemoteApps.'],
  ['other', 'Something else', 'Its desktop is published as a whole.'],
];

/** A certificate, and the address that it was fetched from. */
interface Fetched {
  readonly from: string;
  readonly certificate: HostCertificate;
}

/** Adds a host that has no agent: its certificate is fetched, and counts only when somebody has confirmed it. */
export function AddUnmanagedHostDialog({ close }: { readonly close: () => void }) {
  const [address, setAddress] = useState('');
  const [name, setName] = useState('');
  const [system, setSystem] = useState<HostSystem>('windows');
  const [maxSessions, setMaxSessions] = useState('10');
  const [proof, setProof] = useState<Proof>('pinned');
  const [confirmed, setConfirmed] = useState(false);
  const fetching = useMutation({
    mutationFn: (from: string) =>
      ask<HostCertificate>('POST', '/api/v1/admin/hosts/certificate', { address: from }).then(
        (certificate): Fetched => ({ from, certificate }),
      ),
    onMutate: () => setConfirmed(false),
  });
  // What was fetched from another address says nothing of this one.
  const fetched = fetching.data?.from === address.trim() ? fetching.data.certificate : null;

  const save = async () => {
    if (!fetched) {
      throw invalid('address', 'Fetch the certificate of the host first.');
    }
    if (proof === 'pinned' && !confirmed) {
      throw invalid('confirmed', 'Compare the fingerprint, then say so here.');
    }
    const host: UnmanagedHost = {
      name: name.trim(),
      address: address.trim(),
      system,
      maxSessions: wholeNumber('maxSessions', maxSessions),
      proof: proof === 'pinned' ? { kind: 'pinned', sha256: fetched.sha256 } : { kind: 'authority' },
    };
    await ask<Host>('POST', '/api/v1/admin/hosts', host);
    await refresh();
  };

  return (
    <FormDialog
      title="Add an unmanaged host"
      description="A machine with a remote desktop service and without our agent. It asks people for their own credentials, its own rules hold there, and only what the service itself sees of it is known."
      action="Add"
      save={save}
      close={close}
      fields={FIELDS}
      variant="medium"
    >
      {(faultIn) => (
        <>
          <Field
            id="address"
            label="Address"
            required
            value={address}
            change={setAddress}
            fault={faultOf(fetching.error, 'address') ?? faultIn('address')}
            help="Its name or IP address, and the port of its remote desktop service if that is not 3389."
          />
          <div className="usher-actions">
            <Button
              variant="secondary"
              isLoading={fetching.isPending}
              isDisabled={fetching.isPending || address.trim() === ''}
              onClick={() => fetching.mutate(address.trim())}
            >
              Fetch its certificate
            </Button>
          </div>
          <div role="status" className="usher-fields">
            {fetching.error && faultOf(fetching.error, 'address') === null && (
              <Alert isInline variant="danger" title={reasonOf(fetching.error)} />
            )}
            {fetched && <CertificateWords certificate={fetched} />}
          </div>
          {fetched && (
            <>
              <LabelledField id="proof" label="How it proves who it is" fault={faultIn('proof')}>
                <div role="radiogroup" aria-label="How it proves who it is" className="usher-fields">
                  <Radio
                    id="proof-pinned"
                    name="proof"
                    label="With this certificate, and no other"
                    description="When the host gets another one, it has to be confirmed here again."
                    isChecked={proof === 'pinned'}
                    onChange={() => setProof('pinned')}
                  />
                  <Radio
                    id="proof-authority"
                    name="proof"
                    label="With any certificate of a public authority for its name"
                    isChecked={proof === 'authority'}
                    onChange={() => setProof('authority')}
                  />
                </div>
              </LabelledField>
              {proof === 'pinned' && (
                <LabelledField id="confirmed" label="Comparison" fault={faultIn('confirmed')}>
                  <Checkbox
                    id="confirmed"
                    label="I have compared the fingerprint with the one on the machine itself"
                    isChecked={confirmed}
                    aria-describedby="confirmed-help"
                    onChange={(_event, on) => setConfirmed(on)}
                  />
                </LabelledField>
              )}
            </>
          )}
          <Field id="name" label="Name" required value={name} change={setName} fault={faultIn('name')} />
          <LabelledField id="system" label="System" fault={faultIn('system')}>
            <div role="radiogroup" aria-label="System" className="usher-fields">
              {SYSTEMS.map(([value, label, description]) => (
                <Radio
                  key={value}
                  id={`system-${value}`}
                  name="system"
                  label={label}
                  description={description}
                  isChecked={system === value}
                  onChange={() => setSystem(value)}
                />
              ))}
            </div>
          </LabelledField>
          <Field
            id="maxSessions"
            label="Sessions at most"
            type="number"
            required
            value={maxSessions}
            change={setMaxSessions}
            fault={faultIn('maxSessions')}
            help="Only sessions that were opened from here can be counted."
          />
        </>
      )}
    </FormDialog>
  );
}

function CertificateWords({ certificate }: { readonly certificate: HostCertificate }) {
  return (
    <dl className="usher-facts" aria-label="Certificate of the host">
      <dt>Fingerprint (SHA-256)</dt>
      <dd>
        <Fingerprint sha256={certificate.sha256} />
      </dd>
      <dt>Belongs to</dt>
      <dd>{certificate.subject}</dd>
      <dt>Issued by</dt>
      <dd>{certificate.issuer === certificate.subject ? 'itself' : certificate.issuer}</dd>
      <dt>Good until</dt>
      <dd>{dayOf(certificate.notAfter)}</dd>
      <dt>Sign-on before the picture (NLA)</dt>
      <dd>{certificate.nla ? 'Yes' : 'No: the host shows its own sign-in page'}</dd>
    </dl>
  );
}
