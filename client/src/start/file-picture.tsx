import { useState } from 'react';
import type { FileInfo } from '../files-api.ts';
import styles from './file-picture.module.css';

/** A hand-mixed sequence of numbers from 0 to below 1, the same for the same text (FNV-1a, then xorshift). */
function numbersOf(text: string): () => number {
  let state = 2166136261;
  for (const character of text) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16777619);
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4294967296;
  };
}

const PALETTES: readonly (readonly [string, string, string])[] = [
  ['#4361ee', '#f2a65a', '#c9d2ff'],
  ['#0f766e', '#f6c177', '#b8e0d6'],
  ['#b4236b', '#f4a6a0', '#fbd9e4'],
  ['#8b5e34', '#e9c46a', '#ead9c4'],
  ['#5b5bd6', '#7fd1ae', '#d8d6f7'],
];

interface Drawing {
  readonly next: () => number;
  readonly colors: readonly [string, string, string];
}

/** A card, a tilted board and a disc. */
function cards({ next, colors: [strong, warm, pale] }: Drawing) {
  const [left, top] = [88 + next() * 24, 34 + next() * 10];
  return (
    <>
      <rect x={left} y={top} width="96" height="112" rx="8" fill={pale} />
      <rect x={left + 14} y={top + 16} width="52" height="8" rx="4" fill={strong} opacity="0.9" />
      <rect x={left + 14} y={top + 32} width="68" height="6" rx="3" fill={strong} opacity="0.3" />
      <rect x={left + 14} y={top + 44} width="40" height="6" rx="3" fill={strong} opacity="0.3" />
      <rect
        x={left + 62}
        y={top + 58}
        width="72"
        height="56"
        rx="8"
        fill={strong}
        transform={`rotate(${next() * 30 - 15} ${left + 98} ${top + 86})`}
      />
      <circle cx={left + 22 + next() * 20} cy={top + 92} r={16 + next() * 12} fill={warm} />
    </>
  );
}

/** A wall of tiles, one of them round. */
function tiles({ next, colors: [strong, warm, pale] }: Drawing) {
  const round = Math.floor(next() * 6);
  const bright = (round + 1 + Math.floor(next() * 5)) % 6;
  return [0, 1, 2, 3, 4, 5].map((tile) => {
    const [x, y] = [82 + (tile % 3) * 54, 46 + Math.floor(tile / 3) * 56];
    const fill = tile === bright ? strong : tile === round ? warm : pale;
    return <rect key={tile} x={x} y={y} width="48" height="50" rx={tile === round ? 24 : 8} fill={fill} />;
  });
}

/** Two screens side by side. */
function screens({ next, colors: [strong, warm, pale] }: Drawing) {
  const left = 84 + next() * 10;
  const hill = 96 + next() * 24;
  return (
    <>
      <rect x={left} y="36" width="66" height="124" rx="12" fill={pale} />
      <rect x={left + 10} y="50" width="46" height={20 + next() * 24} rx="6" fill={strong} />
      <rect x={left + 10} y="136" width="46" height="12" rx="6" fill={warm} />
      <rect x={left + 80} y="54" width="66" height="106" rx="12" fill={strong} />
      <circle cx={left + 113} cy={hill} r="18" fill={warm} />
      <rect x={left + 92} y="140" width="42" height="6" rx="3" fill={pale} opacity="0.8" />
    </>
  );
}

const DRAWINGS = [cards, tiles, screens];

/** What a file without a picture shows: a few shapes, always the same for the same file. */
function FallbackDrawing({ seed }: { readonly seed: string }) {
  const next = numbersOf(seed);
  const colors = PALETTES[Math.floor(next() * PALETTES.length)] ?? ['#4361ee', '#f2a65a', '#c9d2ff'];
  const draw = DRAWINGS[Math.floor(next() * DRAWINGS.length)] ?? cards;
  return (
    <svg viewBox="0 0 320 200" aria-hidden="true" focusable="false" preserveAspectRatio="xMidYMid slice">
      {draw({ next, colors })}
    </svg>
  );
}

/** A file's picture; a drawing of our own until there is one. */
export function FilePicture({ file }: { readonly file: FileInfo }) {
  const [broken, setBroken] = useState(false);
  if (!file.hasThumbnail || broken) return <FallbackDrawing seed={file.id} />;
  return (
    <img
      className={styles.image}
      src={`/api/files/${file.id}/thumbnail?at=${file.editedAt}`}
      alt=""
      loading="lazy"
      decoding="async"
      onError={() => setBroken(true)}
    />
  );
}
