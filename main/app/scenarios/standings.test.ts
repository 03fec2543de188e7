import { afterAll, beforeAll, expect, it } from 'vitest';
import { people } from '../../../fixtures/people/people.ts';
import { type LiveCore, startLiveCore } from '../testing/live-core.ts';

/** Every invented person lays the card down on one terminal and is told where they stand, with the name masked. */
const readable = people.filter(({ validTo }) => validTo > '2026-01-01' || validTo === 'long-term');

let live: LiveCore;
beforeAll(async () => {
  live = await startLiveCore();
}, 180_000);
afterAll(async () => live?.stop(), 60_000);

it.each(readable)('$id is read, looked up and told', async ({ id, name, standing }) => {
  live.operate({ type: 'placeCard', cardId: id });
  const { view } = await live.until('standing', (snapshot) => snapshot.view.step === 'standing');
  if (view.step !== 'standing') throw new Error(view.step);
  expect(view.standing.kind).toBe(standing.kind);
  if (standing.kind === 'needsStaff') expect(view.standing).toMatchObject({ reason: standing.reason });
  expect(view.canCertify).toBe(['due', 'suspended'].includes(standing.kind));
  expect(view.person.salutation).toContain(name.slice(0, 1));
  if ([...name].length > 2) expect(JSON.stringify(view)).not.toContain(name);
  live.does('leave');
  live.does('confirmLeave');
  await live.until('takeCard', (snapshot) => snapshot.view.step === 'takeCard');
  live.operate({ type: 'removeCard' });
  await live.until('goodbye', (snapshot) => snapshot.view.step === 'goodbye');
  live.does('continue');
  await live.until('welcome', (snapshot) => snapshot.view.step === 'welcome');
});
