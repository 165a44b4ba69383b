import { useMutation } from '@tanstack/react-query';
import { queries, resourcesQuery } from '../../api/queries';
import { useAlerts } from './alerts';

interface Order {
  readonly do: () => Promise<unknown>;
  /** What to say when it worked. */
  readonly done: string;
}

/** Gives an order to the service, says what came of it, and asks anew for everything that it may have changed. */
export function useOrder(): (order: Order) => void {
  const { tell, complain } = useAlerts();
  const { mutate } = useMutation({
    mutationFn: (order: Order) => order.do(),
    onSuccess: (_result, order) => tell(order.done),
    onError: complain,
    onSettled: refresh,
  });
  return mutate;
}

/** Asks anew for all that the console shows, and for what it may have published to its own user. */
export async function refresh(): Promise<void> {
  await Promise.all([
    queries.invalidateQueries({ queryKey: ['admin'] }),
    queries.invalidateQueries({ queryKey: resourcesQuery.queryKey }),
  ]);
}
