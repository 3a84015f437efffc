import { expect, test } from 'vitest';
import { PROPERTY_NAMES } from './properties.ts';
import { atLeast, isRole, mayDesign, mayWrite, ROLES } from './role.ts';

const written = (role: (typeof ROLES)[number]): number =>
  PROPERTY_NAMES.filter((property) => mayWrite(role, property)).length;

test('R7 editors and owners write every property; viewers, and commenters while there are no comments, none', () => {
  expect(ROLES.map(written)).toEqual([0, 0, PROPERTY_NAMES.length, PROPERTY_NAMES.length]);
  expect(ROLES.map(mayDesign)).toEqual([false, false, true, true]);
});

test('R7 a keyed property is of the class of its base, and an unknown one is content', () => {
  for (const property of ['fills/@ada00000', 'placement/x', 'hologram', 'hologram/+ada00000', '__proto__', '']) {
    expect(ROLES.map((role) => mayWrite(role, property))).toEqual([false, false, true, true]);
  }
});

test('roles are ordered, and nothing else is one', () => {
  expect(ROLES.map((role) => atLeast(role, 'editor'))).toEqual([false, false, true, true]);
  expect([isRole('owner'), isRole('admin'), isRole('toString'), isRole(undefined)]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
