import { Fragment } from 'react';
import { fingerprintWords } from '../../words/hosts';

/** A fingerprint, broken between its pairs only. */
export function Fingerprint({ sha256 }: { readonly sha256: string }) {
  return (
    <code>
      {fingerprintWords(sha256)
        .split(':')
        .map((pair, index) => (
          <Fragment key={index}>
            {index > 0 && (
              <>
                :<wbr />
              </>
            )}
            {pair}
          </Fragment>
        ))}
    </code>
  );
}
