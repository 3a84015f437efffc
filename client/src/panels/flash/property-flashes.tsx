/**
 * Marks the field of a property that somebody else changes while I do, in their colour and with their name. Fields say by
 * `data-property` which properties they show; what has no field here is told at the top of the panel.
 */
import { isPropertyName, type NodeId, PROPERTIES } from '@joinery/shared';
import { type CSSProperties, useLayoutEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { LiveMeeting } from '../../collaboration/live-meetings.ts';
import { textColorOn } from '../../person-color.ts';
import { classNames } from '../../ui/class-names.ts';
import { useAuthor } from '../who/use-author.ts';
import { useWorkspace } from '../workspace.ts';
import styles from './property-flashes.module.css';

/** @param ids whose properties the panel shows */
export function PropertyFlashes({ ids }: { readonly ids: readonly NodeId[] }) {
  const { meetings } = useStore(useWorkspace().collaboration.meetings);
  const [only] = ids;
  if (ids.length !== 1) return null;
  return meetings
    .filter(({ node }) => node === only)
    .map((meeting) => <PropertyFlash key={meeting.id} meeting={meeting} />);
}

interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function PropertyFlash({ meeting: { property, actor } }: { readonly meeting: LiveMeeting }) {
  const mark = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<Place>();
  const { name, color, self } = useAuthor(actor);
  useLayoutEffect(() => setPlace(placeOf(mark.current, property)), [property]);
  const label = isPropertyName(property) ? PROPERTIES[property].label : property;
  const who = self ? 'You, elsewhere' : name;
  return (
    <div
      ref={mark}
      data-flash={property}
      className={classNames(styles.flash, place === undefined && styles.homeless)}
      style={{ ...place, '--flash': color } as CSSProperties}
    >
      <span className={styles.name} style={{ background: color, color: textColorOn(color) }}>
        {place === undefined ? `${who}: ${label}` : who}
      </span>
    </div>
  );
}

/** Where the field of a property is in the panel; undefined where it has none. */
function placeOf(mark: HTMLElement | null, property: string): Place | undefined {
  const panel = mark?.parentElement;
  const field = panel?.querySelector(`[data-property~="${CSS.escape(property)}"]`);
  if (panel === null || panel === undefined || field === null || field === undefined) return undefined;
  const [around, box] = [panel.getBoundingClientRect(), field.getBoundingClientRect()];
  return {
    left: box.left - around.left,
    top: box.top - around.top + panel.scrollTop,
    width: box.width,
    height: box.height,
  };
}
