/** One look for all icons: lucide, drawn with a thinner line than its default. Spread into an icon. */
export const ICON = { size: 16, strokeWidth: 1.5, 'aria-hidden': true, focusable: false } as const;

/** For rows of 24 px, such as layers. */
export const SMALL_ICON = { ...ICON, size: 14 } as const;
