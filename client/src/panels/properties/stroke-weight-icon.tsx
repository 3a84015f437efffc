/** Three lines, each thicker than the one above. */
export function StrokeWeightIcon() {
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" fill="currentColor" aria-hidden="true" focusable="false">
      <rect x="1.5" y="2" width="11" height="1" rx="0.5" />
      <rect x="1.5" y="5.2" width="11" height="2" rx="0.5" />
      <rect x="1.5" y="9.4" width="11" height="3" rx="0.5" />
    </svg>
  );
}
