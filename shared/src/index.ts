// The public list, by concept, and nothing else.
export { ACTOR_LENGTH, canWrite, isActorId, randomActorId } from './clock/actor.ts';
export { HybridClock, type WallClock } from './clock/hybrid-clock.ts';
export {
  type ActorId,
  compareStamps,
  EPOCH_MS,
  type Stamp,
  type Time,
  TICKS_PER_MS,
  timeToUnixMs,
  unixMsToTime,
} from './clock/stamp.ts';
export {
  covers,
  dominates,
  EMPTY_VERSION,
  hasSeen,
  joinInto,
  raiseFloor,
  type VersionVector,
  versionsEqual,
} from './clock/version-vector.ts';

export { decodeChanges, encodeChanges } from './codec/change.ts';
export { ChangeStreamReader, ChangeStreamWriter } from './codec/change-stream.ts';
export { decodeDelta, encodeDelta } from './codec/delta.ts';
export {
  ACTIVITIES,
  type Activity,
  type ClientMessage,
  decodeClientMessage,
  decodeRelayMessage,
  encodeClientMessage,
  encodeRelayMessage,
  type GoodbyeCode,
  messageType,
  PROTOCOL_VERSION,
  type RejectCode,
  type RelayMessage,
} from './codec/message.ts';
export { MAX_CHAT_CHARACTERS, MAX_PERSON_NAME_CHARACTERS, MAX_PRESENCE_SELECTION } from './codec/presence.ts';
export type { Decoded } from './codec/result.ts';
export { type DecodedSnapshot, decodeSnapshot, encodeSnapshot, hashDocument } from './codec/snapshot.ts';

export type { Assignment, Change, Delta, DeltaRow, Origin, Register, Reissued } from './document/change.ts';
export { setsTheSame } from './document/change.ts';
export { BRANCHES, bucketOf, Digest, differing } from './document/digest.ts';
export {
  Document,
  type DocumentEvent,
  type DocumentListener,
  type DocumentOptions,
  type TransactOptions,
} from './document/document.ts';
export { canonicalJson, type DocumentJson, type NodeJson } from './document/document-json.ts';
export { type Horizon, horizonSetBy } from './document/horizon.ts';
export type { Gesture } from './document/gesture.ts';
export { creationStamp, isFixedNode, isNodeId, type NodeId, ROOT, TRASH } from './document/node-id.ts';
export { convertPoint } from './document/position.ts';
export type { DocumentReader } from './document/reader.ts';
export type { NewNode, Transaction } from './document/transaction.ts';
export { UndoHistory, type UndoOptions } from './document/undo-history.ts';

export {
  type Box,
  box,
  boxCenter,
  boxFromCorners,
  boxFromSize,
  boxHeight,
  boxOfPoints,
  boxWidth,
  contains,
  containsPoint,
  corners,
  expand,
  intersects,
  union,
  unionAll,
} from './geometry/box.ts';
export {
  determinant,
  IDENTITY,
  invert,
  type Matrix,
  matrix,
  multiply,
  rotation,
  rotationOf,
  scaling,
  transformBox,
  transformPoint,
  transformVector,
  translation,
} from './geometry/matrix.ts';
export { add, distance, lerp, scale, subtract, type Vector, vector, ZERO } from './geometry/vector.ts';

export { must } from './must.ts';

export { type Claim, PeerClaims, type PeerNews, type Projected, type Released } from './presence/peer-claims.ts';
export {
  type Attention,
  type Caret,
  type Choice,
  type Counted,
  NO_ATTENTION,
  type PersonId,
  type Presence,
  PresenceMap,
  type PresenceUpdate,
  type Profile,
  type SessionId,
  type View,
} from './presence/presence-map.ts';
export {
  EMPTY_REGISTER,
  mergeRegisters,
  type PresenceRegister,
  projectStatus,
  registerOf,
  type Seen,
  seenOf,
  type Sibling,
  type Status,
  STATUSES,
  type WriterId,
  writeStatus,
} from './presence/presence-register.ts';

export type { GridAlign, LayoutGrid, SquareGrid, StripeGrid } from './schema/layout-grid.ts';
export { BLEND_MODES, type BlendMode, type BlurEffect, type Effect, type ShadowEffect } from './schema/effect.ts';
export {
  GRADIENT_KINDS,
  type GradientKind,
  type GradientPaint,
  type GradientStop,
  isGradient,
  type Paint,
  PICTURE_MODES,
  type PictureMode,
  type PicturePaint,
  solid,
  type SolidPaint,
} from './schema/paint.ts';
export {
  checkProperty,
  type ConflictStrategy,
  isContainer,
  isNodeType,
  isPropertyName,
  MAX_LENGTH,
  MAX_NAME_CHARACTERS,
  MAX_PATH_CHARACTERS,
  MAX_PROPERTY_CHARACTERS,
  MAX_TEXT_CHARACTERS,
  mayHold,
  NODE_TYPES,
  type NodeType,
  type PathGeometry,
  type Placement,
  type Position,
  PROPERTIES,
  PROPERTY_NAMES,
  type PropertyClass,
  type PropertyName,
  type PropertyRow,
  type PropertyValues,
  type StrokeAlign,
  type TextSizing,
  type Via,
} from './schema/properties.ts';
export { atLeast, isRole, mayDesign, mayWrite, type Role, ROLES } from './schema/role.ts';
export { type Meeting, whenWritesMeet } from './schema/meeting.ts';
export { isList, type Value, valuesEqual } from './schema/value.ts';

export type { Channel, ChannelEvents, OpenChannel } from './sync/channel.ts';
export {
  type ConnectionEvent,
  type ConnectionState,
  initialState,
  LAST_RETRY_MS,
  type Refusal,
  retryDelayMs,
  transition,
  TRANSITIONS,
  type TransitionTable,
} from './sync/connection.ts';
export type { Choice as ConflictChoice, Conflict, ConflictRecord, Resolution } from './sync/conflict.ts';
export type { MetWrites, Side as ConflictSide } from './sync/met-writes.ts';
export { FORGETFUL_OUTBOX, type Outbox, type OutboxContents, type RejectedChange } from './sync/outbox.ts';
export { PRESENCE_INTERVAL_MS, PresenceClient } from './sync/presence-client.ts';
export { MAX_PUSH_CHANGES, PUSH_INTERVAL_MS, SyncClient, type SyncClientOptions } from './sync/sync-client.ts';
export type { Timers } from './sync/timers.ts';

export { DotVote } from './types/dot-vote.ts';
export { MvRegister } from './types/mv-register.ts';
export { OrSet } from './types/or-set.ts';
export { PnCounter } from './types/pn-counter.ts';
export type { StandingValue } from './types/siblings.ts';
