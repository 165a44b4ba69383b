import { Button } from '@patternfly/react-core';
import CopyIcon from '@patternfly/react-icons/dist/esm/icons/copy-icon';
import { useState } from 'react';

interface Props {
  readonly label: string;
  readonly text: string;
}

/** A line for a terminal, to be copied. */
export function Command({ label, text }: Props) {
  const [copied, setCopied] = useState<boolean | null>(null);
  const copy = () =>
    void navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <div className="usher-copied-command">
      <code className="usher-command" tabIndex={0} aria-label={label}>
        {text}
      </code>
      <Button variant="plain" aria-label={`Copy: ${label}`} icon={<CopyIcon />} onClick={copy} />
      <span role="status" className="usher-subtle">
        {copied === true && 'Copied.'}
        {copied === false && 'The browser did not allow it. Select the text and copy it by hand.'}
      </span>
    </div>
  );
}
