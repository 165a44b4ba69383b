import { Progress } from '@patternfly/react-core';

/** Above this part it is time to look. */
const HIGH = 0.9;
const HIGHISH = 0.75;

interface Props {
  readonly label: string;
  /** From 0 to 1; null when it is not known. */
  readonly part: number | null;
  /** What is written beside it, if not the percentage. */
  readonly words?: string;
}

/** How full something is. */
export function Bar({ label, part, words }: Props) {
  if (part === null) {
    return <span className="usher-subtle">unknown</span>;
  }
  const percent = Math.round(part * 100);
  return (
    <Progress
      className="usher-load"
      size="sm"
      aria-label={label}
      value={Math.min(100, percent)}
      label={words ?? `${percent} %`}
      measureLocation="outside"
      {...(part > HIGH ? { variant: 'danger' as const } : part > HIGHISH ? { variant: 'warning' as const } : {})}
    />
  );
}
