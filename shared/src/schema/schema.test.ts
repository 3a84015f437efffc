import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { SAMPLE_VALUES } from '../../testing/index.ts';
import {
  checkProperty,
  isContainer,
  isNodeType,
  NODE_TYPES,
  PROPERTIES,
  PROPERTY_NAMES,
  type PropertyName,
  wireNumber,
} from './properties.ts';
import { solid } from './paint.ts';
import { type Value, valuesEqual, wellFormed } from './value.ts';

/** As a plain value. */
const paint = (color: string): Value => ({ ...solid(color) });

const gradient = {
  type: 'linear',
  opacity: 1,
  visible: true,
  stops: [{ offset: 0, color: '#000000', opacity: 1 }],
  handles: [0, 0, 1, 0, 0, 1],
};

const picture = {
  type: 'picture',
  opacity: 1,
  visible: true,
  picture: 'x'.repeat(43),
  width: 40,
  height: 30,
  mode: 'fill',
  scale: 1,
  crop: [0, 0, 1, 1],
};

const shadow = {
  type: 'drop-shadow',
  visible: true,
  color: '#000000',
  opacity: 0.25,
  x: 0,
  y: 4,
  blur: 4,
  spread: 0,
};

describe('D13 the schema', () => {
  test.each(PROPERTY_NAMES)('D13 the default of %s is valid, has a label and stands on some node type', (name) => {
    const { default: initial, label, on } = PROPERTIES[name];
    expect(checkProperty(name, initial as Value)).toBeUndefined();
    expect(label).toMatch(/^[A-Z]/);
    expect(on.length).toBeGreaterThan(0);
    expect(on.every(isNodeType)).toBe(true);
  });

  test('D13 the order of the table is the wire’s: rows are only added at its end', () => {
    expect(PROPERTY_NAMES.slice(0, 38)).toEqual([
      'type',
      'placement',
      'position',
      'name',
      'width',
      'height',
      'rotation',
      'opacity',
      'visible',
      'locked',
      'fills',
      'strokes',
      'strokeWeight',
      'strokeAlign',
      'strokeCap',
      'strokeJoin',
      'strokeMiter',
      'strokeDashes',
      'cornerRadius',
      'clip',
      'path',
      'fillRule',
      'characters',
      'fontFamily',
      'fontSize',
      'fontWeight',
      'fontStyle',
      'lineHeight',
      'letterSpacing',
      'textAlign',
      'textVerticalAlign',
      'textSizing',
      'textDecoration',
      'effects',
      'blendMode',
      'mask',
      'textTruncation',
      'maxLines',
    ]);
  });

  test('D13 rows since the first release are written by name, so that replicas from before keep what they do not know', () => {
    expect(PROPERTY_NAMES.filter((name) => wireNumber(name) === undefined)).toEqual(PROPERTY_NAMES.slice(33));
    expect(PROPERTY_NAMES[32]).toBe('textDecoration');
    const at = Array.from({ length: 33 }, (_, number) => number);
    expect(PROPERTY_NAMES.map(wireNumber).slice(0, 33)).toEqual(at);
  });

  const fits: readonly [PropertyName, Value][] = [
    ['width', 0],
    ['width', 1e9],
    ['rotation', -360],
    ['opacity', 1],
    ['cornerRadius', [1, 2, 3, 4]],
    ['cornerRadius', 8],
    ['fills', [paint('#abcdef'), gradient]],
    ['fills', [{ type: 'noise', opacity: 1, visible: true, seed: 4 }]],
    ['fills', [picture, { ...picture, mode: 'crop', crop: [-0.5, 0, 2, 1] }]],
    ['fills', [{ ...gradient, type: 'diamond' }]],
    ['strokeDashes', [4, 2]],
    ['type', 'sticker'],
    ['name', null],
    ['path', { data: 'M0,0', width: 0, height: 3 }],
    ['characters', 'x'.repeat(200_000)],
    ['placement', { parent: 'root', order: 'a0', from: 'trash' }],
    ['placement', { parent: 'root', order: '', from: 'trash', via: { space: 'trash', x: -3e9, y: 0.5, turn: -45 } }],
    ['textAlign', 'center'],
    ['blendMode', 'soft-light'],
    ['effects', [shadow, { type: 'layer-blur', visible: false, blur: 4 }, { type: 'glitter', visible: true }]],
    ['position', { x: 0, y: 0, space: 'root' }],
    ['position', { x: 0, y: 0, space: 'root', onPage: { x: 0, y: 0 } }],
  ];
  test.each(fits)('D13 %s may be %j', (name, value) => expect(checkProperty(name, value)).toBeUndefined());

  const refused: readonly [PropertyName, Value][] = [
    ['width', -1],
    ['width', 1e9 + 1],
    ['width', Number.NaN],
    ['width', '10'],
    ['rotation', 361],
    ['opacity', 1.01],
    ['visible', 1],
    ['cornerRadius', [1, 2, 3, 4, 5]],
    ['cornerRadius', [-1]],
    ['fills', [paint('#ABCDEF')]],
    ['fills', [paint('red')]],
    ['fills', {}],
    ['fills', Array.from({ length: 65 }, () => paint('#000000'))],
    ['fills', [{ ...gradient, stops: [] }]],
    ['fills', [{ ...gradient, handles: [0, 0] }]],
    ['fills', [{ opacity: 1, visible: true }]],
    ['fills', [{ ...picture, picture: 'https://example.com/x.png' }]],
    ['fills', [{ ...picture, mode: 'stretch' }]],
    ['fills', [{ ...picture, crop: [0, 0, 0, 1] }]],
    ['fills', [{ ...picture, width: 0 }]],
    ['fills', [{ ...gradient, type: 'angular', handles: [] }]],
    ['strokeDashes', [-1]],
    ['blendMode', 'pass-through'],
    ['effects', shadow],
    ['effects', [{ ...shadow, blur: -1 }]],
    ['effects', [{ ...shadow, color: 'red' }]],
    ['effects', [{ ...shadow, spread: 1e6 }]],
    ['effects', [{ type: 'layer-blur', visible: true }]],
    ['effects', Array.from({ length: 33 }, () => shadow)],
    ['type', null],
    ['type', ''],
    ['type', 'two words'],
    ['type', 'x'.repeat(41)],
    ['placement', null],
    ['placement', { parent: 'root', order: 'a0' }],
    ['placement', { parent: 'nowhere', order: 'a0', from: 'trash' }],
    ['placement', { parent: 'root', order: 'x'.repeat(201), from: 'trash' }],
    ['placement', { parent: 'root', order: '', from: 'trash', via: { space: 'trash', x: 0, y: 0 } }],
    ['placement', { parent: 'root', order: '', from: 'trash', via: { space: 'trash', x: 9e9, y: 0, turn: 0 } }],
    ['position', { x: 0, y: 0, space: 'root', z: 1 }],
    ['position', { x: 0, y: 0, space: 'root', onPage: { x: 0 } }],
    ['position', { x: 2e9, y: 0, space: 'root' }],
    ['characters', 'x'.repeat(200_001)],
    ['textAlign', 'justify'],
    ['path', { data: 5, width: 0, height: 3 }],
  ];

  test.each(refused)('D13 %s may not be %j, and the reason says so', (name, value) =>
    expect(checkProperty(name, value)).toMatch(new RegExp(`^${name} must be `)),
  );

  const keyed: readonly [string, Value, boolean][] = [
    ['width/hover', 12, true],
    ['width/hover', -1, false],
    ['width/@ann00000', [5, 12, { bob00000: 4 }], true],
    ['width/@ann00000', [5, -1, {}], false],
    ['width/@ann00000', 12, false],
    ['width/@ann00000', null, true],
    ['width/+ann00000', 3, true],
    ['width/-ann00000', 0.5, false],
    ['fills/red/@ann00000', [5, true, {}], true],
    ['fills/red/@ann00000', [5, 'red', {}], false],
    ['type/hover', 'text', false],
    ['placement/@ann00000', null, false],
    ['blur/@ann00000', 12, true],
  ];
  test.each(keyed)('D13 a key of a property is checked like the property: %s as %j: %s', (name, value, fine) => {
    const problem = checkProperty(name, value);
    expect(problem === undefined).toBe(fine);
    expect(problem ?? name).toContain(name);
  });

  property.prop([
    fc.constantFrom(...PROPERTY_NAMES, 'blur', 'votes/ann', 'width/@ann00000', 'name/x/@ann00000', 'width/+ann00000'),
    fc.oneof(fc.constantFrom(...SAMPLE_VALUES), fc.jsonValue() as fc.Arbitrary<Value>),
  ])('D13 checking never throws, whatever the value', (name, value) => {
    expect(typeof (checkProperty(name, value) ?? '')).toBe('string');
  });

  test('D13 pages, frames and groups hold children', () => {
    expect(NODE_TYPES.filter(isContainer)).toEqual(['page', 'frame', 'group']);
    expect(isContainer(undefined)).toBe(false);
  });
});

describe('D13 values', () => {
  const value = fc.jsonValue() as fc.Arbitrary<Value>;
  property.prop([value, value])('D13 equality is that of canonical JSON', (a, b) => {
    const canonical = (one: Value): string =>
      JSON.stringify(one, (_, item: unknown) =>
        typeof item === 'object' && item !== null && !Array.isArray(item)
          ? Object.fromEntries(Object.entries(item).sort(([x], [y]) => (x < y ? -1 : 1)))
          : Object.is(item, -0)
            ? '-0'
            : item,
      );
    expect(valuesEqual(a, structuredClone(a))).toBe(true);
    expect(valuesEqual(a, b)).toBe(canonical(a) === canonical(b));
  });

  property.prop([fc.string({ unit: 'binary' })])(
    'D13 well-formed text survives UTF-8, and is left alone when it was',
    (text) => {
      const formed = wellFormed([text]) as readonly [string];
      expect(new TextDecoder().decode(new TextEncoder().encode(formed[0]))).toBe(formed[0].replace(/^\ufeff/, ''));
      if (!/\p{Surrogate}/u.test(text)) expect(formed[0]).toBe(text);
    },
  );
});
