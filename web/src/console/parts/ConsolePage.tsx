import { Title } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTitle } from '../../frame/useTitle';

interface Props {
  readonly title: string;
  /** What can be done here, beside the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page of the console. */
export function ConsolePage({ title, actions, children }: Props) {
  useTitle(title, 'Console');
  return (
    <>
      <div className="usher-console__head">
        <Title headingLevel="h1" size="2xl">
          {title}
        </Title>
        {actions && <div className="usher-actions">{actions}</div>}
      </div>
      {children}
    </>
  );
}
