import type { KioskIntentType } from '../contract/intent.ts';
import type { Role } from '../contract/role.ts';

/**
 * Who may do what, in one place (禁止代客操作: nobody but the customer consents, confirms or presents a face). The
 * kiosk is the customer's own screen; every other role may do only what stands in its row.
 */
const rows: Readonly<Record<Role, readonly KioskIntentType[] | 'all'>> = {
  kiosk: 'all',
  assist: ['repeatPrompt', 'cancelHelp', 'comfort'],
  service: [],
  dock: [],
};

export function mayIntend(role: Role, intent: KioskIntentType): boolean {
  const row = rows[role];
  return row === 'all' || row.includes(intent);
}
