import { describe, expect, it } from 'vitest';
import type { Touch } from './tap-guard.ts';
import { padQuietMs, TapGuard } from './tap-guard.ts';

const touch = (at: number, x = 0, y = 0, pointerId = 1): Touch => ({ pointerId, x, y, at });
const ready = () => {
  const guard = new TapGuard();
  guard.screenChanged(0);
  return guard;
};

describe('a tap', () => {
  it('counts when the finger is lifted inside', () => {
    const guard = ready();
    expect(guard.down('yes', touch(1000))).toBe(true);
    expect(guard.up('yes', touch(1100, 30), true)).toBe(true);
  });

  it('counts after a slide of up to 8 mm even outside, not after more', () => {
    const guard = ready();
    guard.down('yes', touch(1000));
    expect(guard.up('yes', touch(1100, 8), false)).toBe(true);
    guard.down('yes', touch(2000));
    expect(guard.up('yes', touch(2100, 8.1), false)).toBe(false);
  });

  it('counts however long it was held', () => {
    const guard = ready();
    guard.down('yes', touch(1000));
    expect(guard.up('yes', touch(9000), true)).toBe(true);
  });

  it('is ignored a second time on the same control within 500 ms, not on another one', () => {
    const guard = ready();
    guard.down('yes', touch(1000));
    guard.up('yes', touch(1050), true);
    expect(guard.down('yes', touch(1549))).toBe(false);
    expect(guard.down('no', touch(1549))).toBe(true);
    guard.up('no', touch(1560), true);
    expect(guard.down('yes', touch(1561))).toBe(true);
  });

  it('on a pad may come again sooner, but not as soon as a trembling hand does', () => {
    const guard = ready();
    guard.down('seven', touch(1000), padQuietMs);
    guard.up('seven', touch(1050), true);
    expect(guard.down('seven', touch(1299), padQuietMs)).toBe(false);
    expect(guard.down('seven', touch(1300), padQuietMs)).toBe(true);
  });

  it('is ignored within 400 ms of a change of the screen', () => {
    const guard = ready();
    guard.screenChanged(5000);
    expect(guard.down('yes', touch(5399))).toBe(false);
    expect(guard.down('yes', touch(5400))).toBe(true);
  });

  it('does not carry over a change of the screen', () => {
    const guard = ready();
    guard.down('yes', touch(1000));
    guard.screenChanged(1050);
    expect(guard.up('yes', touch(1100), true)).toBe(false);
  });

  it('is one finger: the others are ignored until it lifts', () => {
    const guard = ready();
    guard.down('yes', touch(1000));
    expect(guard.down('no', touch(1010, 0, 0, 2))).toBe(false);
    expect(guard.up('no', touch(1020, 0, 0, 2), true)).toBe(false);
    expect(guard.up('yes', touch(1030), true)).toBe(true);
    expect(guard.down('no', touch(1100, 0, 0, 2))).toBe(true);
  });

  it('goes away with its control', () => {
    const guard = ready();
    guard.down('yes', touch(1000));
    guard.cancel(1);
    expect(guard.up('yes', touch(1010), true)).toBe(false);
    expect(guard.down('no', touch(1020, 0, 0, 2))).toBe(true);
  });
});
