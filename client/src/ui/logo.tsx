/** The mark: two boards joined by a dovetail. */
export function Logo({ size = 20 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d="M6 2h5v7.5l4.5-2v9L11 14.5V22H6a4 4 0 0 1-4-4V6a4 4 0 0 1 4-4Z" fill="#4361ee" />
      <path d="M12.5 2H18a4 4 0 0 1 4 4v12a4 4 0 0 1-4 4h-5.5v-5.5l4.6 2V5.5l-4.6 2V2Z" fill="#f2a65a" />
    </svg>
  );
}
