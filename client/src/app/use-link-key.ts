/** A page opened by a link: shows its key to the relay, and takes it out of the address, where it could be seen and copied. */
import { useEffect, useState } from 'react';
import { RequestError } from '../api-request.ts';
import { showKey } from '../links-api.ts';

export type LinkKeyState =
  /** There is none, or it has been shown: the page can be. */
  { readonly kind: 'done' } | { readonly kind: 'showing' } | { readonly kind: 'refused'; readonly message: string };

const keyInAddress = (): string | undefined => /^#key=([\w-]+)$/.exec(location.hash)?.[1];

const forgetKey = (): void => history.replaceState(history.state, '', location.pathname + location.search);

export function useLinkKey(): LinkKeyState {
  const [state, setState] = useState<LinkKeyState>(() => ({
    kind: keyInAddress() === undefined ? 'done' : 'showing',
  }));
  useEffect(() => {
    let left = false;
    const show = async (): Promise<void> => {
      const key = keyInAddress();
      if (key === undefined) return;
      const next = await showing(key);
      if (!left) setState(next);
    };
    // A link pasted over the address of an open page changes only what is behind `#`: what it allows is read anew.
    const onHash = (): void => void (keyInAddress() === undefined || location.reload());
    void show();
    addEventListener('hashchange', onHash);
    return () => {
      left = true;
      removeEventListener('hashchange', onHash);
    };
  }, []);
  return state;
}

async function showing(key: string): Promise<LinkKeyState> {
  try {
    await showKey(key);
    forgetKey();
    return { kind: 'done' };
  } catch (error) {
    // What is kept here opens without a network; the key stays where it is for the next time.
    if (error instanceof RequestError && error.code === 'unreachable') return { kind: 'done' };
    forgetKey();
    return { kind: 'refused', message: error instanceof Error ? error.message : String(error) };
  }
}
