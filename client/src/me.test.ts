import { describe, expect, it } from 'vitest';
import { strangerMe } from './me.ts';
import { PERSON_COLORS } from './person-color.ts';

describe('somebody without a name', () => {
  it('is called after a wood and has one of the colours', () => {
    expect(strangerMe(() => 0)).toMatchObject({ name: 'Calm Maple', color: PERSON_COLORS[0] });
    expect(strangerMe(() => 0.999)).toMatchObject({ name: 'Patient Linden', color: PERSON_COLORS.at(-1) });
  });
});
