import {
  Alert,
  Bullseye,
  Button,
  ExpandableSection,
  FormGroup,
  FormSelect,
  FormSelectOption,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  Spinner,
} from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { farmQuery } from '../api/queries';
import type { Me } from '../api/types';
import { reasonWords } from '../words/reasons';
import { timeOf } from '../words/time';
import type { Opening, OpeningPhase } from './clientOpening';
import { download, linkOf, safeName } from './file';
import { commonName, stepsOn } from './help';
import { ModeSelect } from './ModeSelect';
import { carrierOf, PLATFORMS, type Platform } from './platform';
import { PolicyList } from './PolicyList';
import { clientOpening, useClientOpening } from './useClientOpening';
import { wishedMode, wishMode } from './wishedMode';

/** What is to be known and done when something opens in an RDP client. */
export function ClientDialog({ me }: { readonly me: Me }) {
  const opening = useClientOpening();
  return opening && <OpeningDialog me={me} opening={opening} />;
}

function OpeningDialog({ me, opening }: { readonly me: Me; readonly opening: Opening }) {
  const { phase } = opening;
  const [platform, setPlatform] = useState(opening.platform);
  const [mode, setMode] = useState(() => wishedMode(me.connection));
  const carrier = carrierOf(platform, mode ?? me.connection.mode);
  const close = () => clientOpening.close();
  const again = () => clientOpening.open(opening.thing, platform, carrier, mode);
  const inBrowser = () => {
    close();
    opening.thing.inBrowser();
  };
  const chooseMode = (wished: typeof mode) => {
    wishMode(wished);
    setMode(wished);
  };
  const past = usePast(phase.at === 'ready' ? phase.until : null);
  const fits = carrier === opening.carrier && mode === opening.mode;
  return (
    <Modal isOpen onClose={close} variant="medium" aria-labelledby="client-title" aria-describedby="client-status">
      <ModalHeader title={`${opening.thing.name} in your RDP client`} labelId="client-title" />
      <ModalBody className="usher-dialog">
        <div id="client-status" role="status">
          <Status phase={phase} past={past} fits={fits} />
        </div>
        {phase.at === 'ready' && <Ready opening={opening} phase={phase} platform={platform} usable={fits && !past} />}
        {phase.at !== 'asking' && phase.at !== 'opened' && (
          <ExpandableSection toggleText="Another client or another way">
            <div className="usher-dialog">
              <PlatformSelect platform={platform} choose={setPlatform} />
              {me.connection.mayChoose && (
                <ModeSelect id="client-mode" choice={me.connection} chosen={mode} choose={chooseMode} />
              )}
            </div>
          </ExpandableSection>
        )}
      </ModalBody>
      <ModalFooter>
        {(phase.at === 'refused' || (phase.at === 'ready' && (past || !fits))) && (
          <Button onClick={again}>{phase.at === 'refused' ? 'Try again' : 'Get a new file'}</Button>
        )}
        {phase.at === 'refused' && (
          <Button variant="secondary" onClick={inBrowser}>
            Open in the browser
          </Button>
        )}
        {phase.at === 'ready' && !past && fits && (
          <Button variant="secondary" onClick={() => download(phase.file)}>
            Download again
          </Button>
        )}
        <Button variant="link" onClick={close}>
          Close
        </Button>
      </ModalFooter>
    </Modal>
  );
}

function Status({
  phase,
  past,
  fits,
}: {
  readonly phase: OpeningPhase;
  readonly past: boolean;
  readonly fits: boolean;
}) {
  switch (phase.at) {
    case 'asking':
      return (
        <Bullseye>
          <Spinner aria-label="Asking for a connection file" />
        </Bullseye>
      );
    case 'opened':
      return <Alert isInline variant="info" title="It opens in the session that is open already" />;
    case 'refused': {
      const words = reasonWords(phase.reason);
      return (
        <Alert isInline variant="danger" title={words.title}>
          {words.what} {words.advice}
          {phase.told && <p>“{phase.told}”</p>}
        </Alert>
      );
    }
    case 'ready':
      if (past) {
        return (
          <Alert isInline variant="info" title={`The file could be used until ${timeOf(phase.until)}`}>
            If you have not used it, delete it and get a new one.
          </Alert>
        );
      }
      if (!fits) {
        return <Alert isInline variant="info" title="This choice needs another file" />;
      }
      return (
        <Alert isInline variant="warning" title={`${safeName(phase.file.name)} is a key: keep it to yourself`}>
          It has been downloaded and can be used for the first time until {timeOf(phase.until)}, once. From then on it
          is bound to this device’s address, unless your administrator has set it otherwise. Until it is used, whoever
          has it gets in as you.
        </Alert>
      );
  }
}

interface ReadyProps {
  readonly opening: Opening;
  readonly phase: OpeningPhase & { at: 'ready' };
  readonly platform: Platform;
  /** Whether the file is good for this platform, still. */
  readonly usable: boolean;
}

function Ready({ opening, phase, platform, usable }: ReadyProps) {
  const { data: farm } = useQuery(farmQuery);
  const link = linkOf(phase.file);
  // On Linux there are several clients to choose from, elsewhere one step follows the other.
  const List = platform === 'linux' ? 'ul' : 'ol';
  const steps = stepsOn(platform, {
    file: safeName(phase.file.name),
    name: opening.thing.name,
    publisher: farm ? commonName(farm.fileSigner.subject) : null,
    address: location.origin,
  });
  return (
    <>
      <List className="usher-steps" aria-label="What to do next">
        {steps.map((step, index) => (
          <li key={index}>{step}</li>
        ))}
      </List>
      {phase.file.hostSignOn && (
        <Alert isInline isPlain variant="info" title="The host will ask for your own name and password there." />
      )}
      {link && usable && platform !== 'windows' && (
        <p>
          Or, without the file, <a href={link}>open it straight in your RDP client</a>.
        </p>
      )}
      <ExpandableSection toggleText="What this session may use of this device">
        <PolicyList policy={phase.policy} />
      </ExpandableSection>
    </>
  );
}

function PlatformSelect({
  platform,
  choose,
}: {
  readonly platform: Platform;
  readonly choose: (platform: Platform) => void;
}) {
  return (
    <FormGroup label="The client runs on" fieldId="client-platform">
      <FormSelect
        id="client-platform"
        value={platform}
        onChange={(_event, value) => choose(PLATFORMS.find(([id]) => id === value)?.[0] ?? 'other')}
      >
        {PLATFORMS.map(([id, word]) => (
          <FormSelectOption key={id} value={id} label={word} />
        ))}
      </FormSelect>
    </FormGroup>
  );
}

/** Whether a moment is over. */
function usePast(until: Date | null): boolean {
  const [past, setPast] = useState(false);
  useEffect(() => {
    setPast(false);
    if (until === null) {
      return undefined;
    }
    const timer = setTimeout(() => setPast(true), Math.max(0, until.getTime() - Date.now()));
    return () => clearTimeout(timer);
  }, [until]);
  return past;
}
