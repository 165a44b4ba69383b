import { Alert, AlertActionCloseButton, AlertGroup } from '@patternfly/react-core';
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import { reasonOf } from '../../words/problem';

interface Alerts {
  tell(words: string): void;
  complain(failure: unknown): void;
}

interface Told {
  readonly key: number;
  readonly words: string;
  readonly variant: 'success' | 'danger';
}

const Context = createContext<Alerts>({ tell: () => {}, complain: () => {} });

export function useAlerts(): Alerts {
  return useContext(Context);
}

/** Short words about what was done, in the corner, for a moment. */
export function AlertCorner({ children }: { readonly children: ReactNode }) {
  const [told, setTold] = useState<readonly Told[]>([]);
  const add = useCallback(
    (words: string, variant: Told['variant']) =>
      setTold((before) => [...before, { key: (before.at(-1)?.key ?? 0) + 1, words, variant }]),
    [],
  );
  const remove = (key: number) => setTold((before) => before.filter((one) => one.key !== key));
  const alerts = useMemo(
    () => ({
      tell: (words: string) => add(words, 'success'),
      complain: (failure: unknown) => add(reasonOf(failure), 'danger'),
    }),
    [add],
  );
  return (
    <Context value={alerts}>
      {children}
      <AlertGroup isToast isLiveRegion>
        {told.map(({ key, words, variant }) => (
          <Alert
            key={key}
            variant={variant}
            title={words}
            timeout={variant === 'success' ? 4_000 : 15_000}
            onTimeout={() => remove(key)}
            actionClose={<AlertActionCloseButton onClose={() => remove(key)} />}
          />
        ))}
      </AlertGroup>
    </Context>
  );
}
