import type { KioskSnapshot, KioskView } from '../../../main/contract/snapshot.ts';

/** One screen in one shape it can take. */
export interface Fixture {
  readonly view: KioskView;
  readonly prompt: string;
  readonly slots?: Record<string, string>;
  readonly allowed: readonly string[];
  readonly overlay?: KioskSnapshot['overlay'];
  readonly notice?: string;
  readonly business?: KioskSnapshot['business'];
}

/** Invented people and a date that is long in words. */
export const person = { salutation: '欧阳奶奶', maskedName: '欧*兰', age: 86 };
export const lateDate = '2027-12-28';

export const bar = ['comfort', 'repeatPrompt', 'help', 'leave', 'touched'];
export const barBefore = ['comfort', 'repeatPrompt', 'help', 'touched'];
