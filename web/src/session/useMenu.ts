import { useEffect, useState } from 'react';

/** A menu that tells the session's view while it is open. */
export function useMenu(told: (open: boolean) => void): [boolean, (open: boolean) => void] {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (!open) {
      return undefined;
    }
    told(true);
    return () => told(false);
  }, [open, told]);
  return [open, setOpen];
}
