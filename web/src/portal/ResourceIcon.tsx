import DesktopIcon from '@patternfly/react-icons/dist/esm/icons/desktop-icon';
import { useState } from 'react';
import type { ResourceKind } from '../api/types';

interface Props {
  readonly name: string;
  readonly kind: ResourceKind;
  readonly icon: string | null;
  /** The length of its sides, in pixels. */
  readonly size: number;
}

const HUES = 12;

/** A resource's own icon or, if it has none, its first letter on a colour of its own. */
export function ResourceIcon({ name, kind, icon, size }: Props) {
  const [broken, setBroken] = useState(false);
  if (icon && !broken) {
    return <img src={icon} alt="" width={size} height={size} loading="lazy" onError={() => setBroken(true)} />;
  }
  const hue = ([...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % HUES) * (360 / HUES);
  return (
    <span
      aria-hidden
      className="usher-letter-icon"
      style={{ width: size, height: size, fontSize: size * 0.48, backgroundColor: `oklch(0.47 0.11 ${hue})` }}
    >
      {kind === 'desktop' ? <DesktopIcon /> : ([...name.trim()][0] ?? '?').toUpperCase()}
    </span>
  );
}
