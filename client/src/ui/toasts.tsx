import type { CSSProperties } from 'react';
import { Toaster } from 'sonner';

/** Sonner reads its look from these; the rest is in the toasts' own style. */
const LOOK = {
  '--normal-bg': 'var(--inverse)',
  '--normal-border': 'light-dark(transparent, rgb(255 255 255 / 12%))',
  '--normal-text': 'var(--on-inverse)',
  '--border-radius': '10px',
  '--width': '340px',
  fontFamily: 'var(--font)',
} as CSSProperties;

const TOAST = { padding: '10px 14px', fontSize: 13, boxShadow: 'var(--shadow-floating)' };

/** Above the toolbar, in CSS px from the bottom. */
const OFFSET_PX = 72;

/** Where messages appear and go by themselves. */
export function Toasts() {
  return (
    <Toaster
      position="bottom-center"
      offset={OFFSET_PX}
      mobileOffset={OFFSET_PX}
      theme="dark"
      style={LOOK}
      toastOptions={{ duration: 4000, style: TOAST }}
    />
  );
}
