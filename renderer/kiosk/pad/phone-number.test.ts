import { describe, expect, it } from 'vitest';
import { phoneGroups } from './phone-number.ts';

describe('a mobile number', () => {
  it('is shown in groups of three, four and four', () => {
    expect(phoneGroups('13800138000')).toEqual(['138', '0013', '8000']);
  });
  it('is shown as far as it goes', () => {
    expect(phoneGroups('')).toEqual([]);
    expect(phoneGroups('138')).toEqual(['138']);
    expect(phoneGroups('1380')).toEqual(['138', '0']);
  });
});
