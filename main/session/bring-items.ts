import type { BringItem } from '../contract/activation.ts';

const forOneself: readonly BringItem[] = ['ownIdCard', 'socialCard', 'phone'];
const forSomebody: readonly BringItem[] = ['agentIdCard', 'ownerIdCard', 'socialCard', 'letter', 'phone'];

/** Everything that must be brought, told at once and completely (一次性书面告知). */
export const bringItemsOf = (forOther: boolean): readonly BringItem[] =>
  forOther ? forSomebody : forOneself;
