/** Validators of single values. Each gives what it expected, or undefined when the value will do. */
import { isNodeId } from '../document/node-id.ts';
import { isList, type Value } from './value.ts';

/** Returns a phrase that completes "must be …", or undefined when the value is valid. */
export type Check = (value: Value) => string | undefined;

export const numberBetween = (least: number, most: number): Check => {
  const expected = `a number from ${least} to ${most}`;
  return (value) => (typeof value === 'number' && value >= least && value <= most ? undefined : expected);
};

export const textUpTo = (characters: number): Check => {
  const expected = `text of at most ${characters} characters`;
  return (value) => (typeof value === 'string' && value.length <= characters ? undefined : expected);
};

const WORD = /^[A-Za-z][\w-]{0,39}$/;

export const word: Check = (value) =>
  typeof value === 'string' && WORD.test(value) ? undefined : 'a word of at most 40 letters, digits and dashes';

export const oneOf = (...choices: readonly string[]): Check => {
  const expected = `one of ${choices.join(', ')}`;
  return (value) => (typeof value === 'string' && choices.includes(value) ? undefined : expected);
};

export const flag: Check = (value) => (typeof value === 'boolean' ? undefined : 'true or false');

export const numbers =
  (most: number, check: Check): Check =>
  (value) => {
    if (!isList(value) || value.length > most) return `a list of at most ${most} numbers`;
    for (const item of value) {
      const expected = check(item);
      if (expected !== undefined) return `a list in which each is ${expected}`;
    }
    return undefined;
  };

type Fields = Readonly<Record<string, Check>>;

/** An object with exactly these fields, of which the optional ones may be left out. */
export const record = (fields: Fields, optional: Fields = {}): Check => {
  const names = Object.keys(fields);
  const exactly = `an object of exactly ${names.join(', ')}`;
  const checks = Object.entries({ ...fields, ...optional });
  return (value) => {
    if (typeof value !== 'object' || value === null || isList(value)) return `an object of ${names.join(', ')}`;
    let found = 0;
    for (const [name, check] of checks) {
      if (!Object.hasOwn(value, name)) {
        if (Object.hasOwn(fields, name)) return exactly;
        continue;
      }
      found += 1;
      const expected = check(value[name] ?? null);
      if (expected !== undefined) return `an object whose ${name} is ${expected}`;
    }
    return Object.keys(value).length === found ? undefined : exactly;
  };
};

export const nodeReference: Check = (value) =>
  typeof value === 'string' && isNodeId(value) ? undefined : 'the id of a node';

export const either =
  (a: Check, b: Check): Check =>
  (value) => {
    const expected = a(value);
    return expected === undefined || b(value) === undefined ? undefined : expected;
  };
