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

/** What a file without a picture shows: a few shapes, always the same for the same file. */
function FallbackDrawing({ seed }: { readonly seed: string }) {
  const next = numbersOf(seed);
  const [strong, warm, pale] = PALETTES[Math.floor(next() * PALETTES.length)] ?? ['#4361ee', '#f2a65a', '#c9d2ff'];
  const left = 88 + next() * 24;
  const top = 34 + next() * 10;
  const radius = 16 + next() * 12;
  const turned = next() * 30 - 15;
  return (
    <svg viewBox="0 0 320 200" aria-hidden="true" focusable="false" preserveAspectRatio="xMidYMid slice">
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
        transform={`rotate(${turned} ${left + 98} ${top + 86})`}
      />
      <circle cx={left + 22 + next() * 20} cy={top + 92} r={radius} fill={warm} />
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
