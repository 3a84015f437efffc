/**
 * Shadows, blurs and blend modes around what a node paints. A node without any never comes here. A filled shape's shadows are those of its
 * outline, drawn straight away; texts, groups and hollow shapes are collected on a layer first, and their picture casts the shadow.
 */
import { type BlendMode, box, type Effect, type NodeId, type ShadowEffect } from '@joinery/shared';
import { blurReach, effectsReach } from '../../editor/effect-reach.ts';
import { hasOpaqueFill, isSeen } from './fill.ts';
import { nodeOutline } from './node-outline.ts';
import { type LayerLook, type LayerNeeds, type LayerPicture, needsOfBlur } from './paint-target.ts';
import type { Painting } from './painting.ts';
import { paintPictureShadows } from './picture-shadow.ts';
import { paintOutlineShadows, type ShadowedOutline } from './shadow.ts';

/** Shadows and blurs smaller than this are left out, in device px. */
const LEAST_EFFECT = 0.3;
/** How far around what is seen a fine picture is painted for its shadows, in device px. */
const FAR = 384;

/** Shadows that are seen at a scale. */
export interface Shadows {
  readonly drops: readonly ShadowEffect[];
  readonly inners: readonly ShadowEffect[];
}

/** What of a node is shown by layers. */
export interface Compositing extends Shadows {
  /** How all of it is shown, as one picture; null: painted straight onto what is behind it. */
  readonly look: LayerLook | null;
  readonly needs: LayerNeeds;
}

/** Whether a node is painted without anything of this file. */
export const isPlain = (effects: readonly Effect[], blend: BlendMode): boolean =>
  effects.length === 0 && blend === 'normal';

export function compositingOf({ reader, target }: Painting, id: NodeId): Compositing {
  const { scale } = target.view;
  const effects = reader.get(id, 'effects').filter((effect) => effect.visible);
  const shadows = effects.filter(isShadow).filter((shadow) => isSeenAt(shadow, scale));
  const blurs = effects.map((effect) => (effect.type === 'layer-blur' ? (effect.blur / 2) * scale : 0));
  const blur = Math.hypot(...blurs);
  const blend = reader.get(id, 'blendMode');
  const opacity = reader.get(id, 'opacity');
  const layered = blend !== 'normal' || blur >= LEAST_EFFECT || opacity < 1;
  return {
    look: layered
      ? { alpha: opacity, ...(blend !== 'normal' && { blend }), ...(blur >= LEAST_EFFECT && { blur }) }
      : null,
    needs: { ...needsOfBlur(blur), reach: blurReach(2 * blur) },
    drops: shadows.filter(({ type }) => type === 'drop-shadow'),
    inners: shadows.filter(({ type }) => type === 'inner-shadow'),
  };
}

const isShadow = (effect: Effect): effect is ShadowEffect =>
  effect.type === 'drop-shadow' || effect.type === 'inner-shadow';

function isSeenAt({ opacity, x, y, blur, spread }: ShadowEffect, scale: number): boolean {
  const size = Math.max(blur, Math.abs(x), Math.abs(y), Math.abs(spread));
  return opacity > 0 && size * scale >= LEAST_EFFECT;
}

/** Paints a leaf with its effects. @param paint paints it in place, at the target's opacity */
export function paintWithEffects(painting: Painting, id: NodeId, paint: () => void): void {
  const { target, reader, scene } = painting;
  const compositing = compositingOf(painting, id);
  const { look, needs } = compositing;
  if (look !== null) target.pushLayer(scene.paintBox(id), needs);
  target.alpha = look === null ? reader.get(id, 'opacity') : 1;
  paintWithShadows(painting, id, compositing, paint);
  target.alpha = 1;
  if (look !== null) target.popLayer(look);
}

function paintWithShadows(painting: Painting, id: NodeId, shadows: Shadows, paint: () => void): void {
  const { target, scene } = painting;
  const matrix = scene.pageMatrix(id);
  const caster = hasShadows(shadows) ? shadowedOutline(painting, id) : undefined;
  const asPicture = hasShadows(shadows) && caster === undefined;
  if (asPicture) openPicture(painting, id, shadows);
  target.place(matrix);
  if (caster !== undefined) paintOutlineShadows(target, { matrix, ...caster }, shadows.drops);
  target.place(matrix);
  paint();
  target.place(matrix);
  if (caster !== undefined) paintOutlineShadows(target, { matrix, ...caster }, shadows.inners);
  if (asPicture)
    closePicture(painting, id, shadows, () => {
      target.place(matrix);
      paint();
    });
}

export const hasShadows = ({ drops, inners }: Shadows): boolean => drops.length + inners.length > 0;

/** Paints a frame's own fill between its shadows; the layers that it needs are there. */
export function paintShadowed(painting: Painting, id: NodeId, paint: () => void): void {
  paintWithShadows(painting, id, compositingOf(painting, id), paint);
}

/** Begins to collect what will cast shadows as a picture. */
export function openPicture({ target, scene }: Painting, id: NodeId, shadows: Shadows): void {
  const reach = reachOf(shadows) * target.view.scale;
  target.pushLayer(scene.paintBox(id), reach > FAR ? {} : { reach });
}

/**
 * Shows it with its shadows.
 * @param again paints the same once more: where a shadow reaches very far, it is cast by a coarse picture of all that is around, since the
 *   fine one holds no more than is seen
 */
export function closePicture(painting: Painting, id: NodeId, shadows: Shadows, again: () => void): void {
  const { target, scene } = painting;
  const area = scene.paintBox(id);
  const reach = reachOf(shadows) * target.view.scale;
  const { alpha } = target;
  target.takeLayer((picture) => {
    const show = (caster: LayerPicture): void => {
      target.alpha = alpha;
      paintPictureShadows(target, { picture, caster, area }, shadows.drops);
      target.drawPicture(picture, { alpha });
      paintPictureShadows(target, { picture, caster, area }, shadows.inners);
    };
    if (reach <= FAR) return show(picture);
    target.pushLayer(area, { reach, density: FAR / reach });
    target.alpha = 1;
    again();
    target.takeLayer(show);
  });
}

/** In px. */
const reachOf = ({ drops, inners }: Shadows): number =>
  Math.max(...[...drops, ...inners].map((shadow) => effectsReach([{ ...shadow, type: 'drop-shadow' }])));

/** Undefined where not the outline casts the shadow, but what is painted. */
function shadowedOutline(painting: Painting, id: NodeId): ShadowedOutline | undefined {
  const { reader } = painting;
  if (!reader.get(id, 'fills').some(isSeen)) return undefined;
  const outline = nodeOutline(painting, id);
  if (outline === undefined) return undefined;
  const stroked = reader.get(id, 'strokeWeight') > 0 && reader.get(id, 'strokes').some(isSeen);
  const align = reader.get(id, 'strokeAlign');
  const beyond = !stroked || align === 'inside' ? 0 : reader.get(id, 'strokeWeight') / (align === 'center' ? 2 : 1);
  if (outline.kind === 'path' && beyond > 0) return undefined;
  const translucentEdge =
    beyond > 0 && !reader.get(id, 'strokes').some((paint) => paint.visible && paint.opacity === 1);
  const bounds = box(0, 0, reader.get(id, 'width'), reader.get(id, 'height'));
  return { outline, bounds, beyond, opaque: hasOpaqueFill(reader, id) && !translucentEdge };
}

/** Whether a container's own fill casts its shadows, whatever lies in it. */
export const castsByItself = (painting: Painting, id: NodeId): boolean => shadowedOutline(painting, id) !== undefined;
