import type { PolicyView } from '../api/types';
import { policyLines } from '../words/policy';

/** What a session may do with this device, and who sees to it. */
export function PolicyList({ policy }: { readonly policy: PolicyView }) {
  return (
    <dl className="usher-policy">
      {policyLines(policy).map(({ setting, value, enforced }) => (
        <div key={setting}>
          <dt>{setting}</dt>
          <dd>
            {value} {enforced && <span className="usher-subtle">({enforced})</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
