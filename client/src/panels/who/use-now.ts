import { useEffect, useState } from 'react';

/** How often "3 min ago" is looked at again, in ms. */
const EVERY_MS = 20_000;

/** The time, in Unix ms, as it passes: for words such as "3 min ago". */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return Math.max(now, 0);
}
