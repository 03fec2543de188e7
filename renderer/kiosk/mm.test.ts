import { describe, expect, it } from 'vitest';
import { panelOf, pitchFrom } from './mm.ts';

describe('sizes in mm', () => {
  it('come from the pitch of the panel', () => {
    const panel = panelOf(1080, 1920, 0.248, 1);
    expect(panel.mm * 20).toBeCloseTo(80.6, 1);
    expect(panel).toMatchObject({ turn: 'portrait', room: 'm', shrunk: false });
  });

  it('know the three panels', () => {
    expect(panelOf(1920, 1080, 0.18, 1)).toMatchObject({ turn: 'landscape', room: 's', shrunk: false });
    expect(panelOf(1920, 1080, 0.369, 1).room).toBe('l');
  });

  it('count device pixels, not CSS pixels', () => {
    expect(panelOf(960, 540, 0.18, 2)).toMatchObject({ room: 's', shrunk: false });
  });

  it('shrink in a window smaller than any panel', () => {
    const panel = panelOf(1024, 600, 0.248, 1);
    expect(panel.shrunk).toBe(true);
    expect(panel.widthMm).toBeGreaterThanOrEqual(344);
    expect(panel.heightMm).toBeGreaterThanOrEqual(192);
  });

  it('take the narrow rest beside an open drawer for a small panel', () => {
    expect(panelOf(1580, 1080, 0.248, 1).room).toBe('s');
  });

  it('take only a plausible pitch', () => {
    expect(pitchFrom('?pitch=0.369')).toBe(0.369);
    for (const query of ['', '?pitch=', '?pitch=0', '?pitch=-1', '?pitch=abc', '?pitch=99'])
      expect(pitchFrom(query)).toBe(0.248);
  });
});
