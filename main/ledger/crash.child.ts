import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { people } from '../../fixtures/people/people.ts';
import { authorityOver } from '../authority/client.ts';
import { openEmbeddedAuthority } from '../authority/embedded/embedded-authority.ts';
import { rulesSchema } from '../authority/embedded/rules.ts';
import type { AuthorityTransport } from '../authority/wire.ts';
import { fail, ok } from '../contract/failure.ts';
import type { Authority } from '../ports/authority.ts';
import type { JournalFact } from '../ports/ledger.ts';
import { fileKeyStore } from './key-store.ts';
import { openLedger } from './ledger.ts';
import { FakeBank, FakeCards } from './testing/fake-systems.ts';

/**
 * The process that crash.test.ts kills: visit after visit, each with a submission, to an authority in another SQLite file
 * (`same`: opened by this process too, so that both die; `other`: in the process of the test, which lives on). It tells
 * on stdout what a person was told, after the ledger returned and not before.
 */
const [dir, where, rules] = process.argv.slice(2) as [string, 'same' | 'other', string];
const never = new AbortController().signal;
const clock = { now: () => Date.now() };
const tell = (line: string) => writeSync(1, `${line}\n`);

function authorityHere(): Authority {
  const opened = openEmbeddedAuthority({
    file: join(dir, 'authority.db'),
    clock,
    portrait: async () => null,
    rules: rulesSchema.parse(JSON.parse(rules)),
  });
  if (!opened.ok) throw new Error(opened.error.message);
  const { lookUp, submit } = opened.value;
  return {
    lookUp,
    async submit(submission, signal) {
      const answer = await submit(submission, signal);
      // Every fifth answer is lost on the way after the authority has applied the submission.
      if (Math.random() < 0.2) return fail({ code: 'E6002', action: 'clear', message: 'lost' });
      return answer;
    },
  };
}

function authorityOfTheTest(): Authority {
  const transport: AuthorityTransport = {
    async exchange(request) {
      process.send?.({ request });
      for (;;) {
        const [reply] = (await once(process, 'message')) as [{ id: string; answer: unknown }];
        if (reply.id === request.requestId) return ok(reply.answer);
      }
    },
  };
  return authorityOver(transport, { lookUp: 5_000, submit: 5_000 });
}

// Who is killed writes no cache at its end, and the next one would compile everything again.
flushCompileCache();
tell('ready');
await once(process, 'message');
const opened = await openLedger({
  file: join(dir, 'ledger.db'),
  keyStore: fileKeyStore(join(dir, 'ledger.key')),
  clock,
  authority: where === 'same' ? authorityHere() : authorityOfTheTest(),
  cards: new FakeCards(),
  bank: new FakeBank(),
  limits: { firstRetry: 10, longestRetry: 50 },
});
if (!opened.ok) {
  tell(`closed ${opened.error.code}`);
  process.exit(1);
}
const ledger = opened.value;
ledger.closeInterrupted();
tell('open');
const certifiable = people.filter((person) => person.standing.kind === 'due');
for (let i = 0; ; i += 1) {
  const visitId = randomUUID();
  const person = certifiable[i % certifiable.length] as (typeof people)[number];
  const { idNumber, name } = person;
  const record = (fact: JournalFact) => {
    ledger.record(visitId, fact);
    tell(`fact ${visitId} ${fact.type}`);
  };
  record({ type: 'visitStarted' });
  record({ type: 'cardRead', sealed: { idNumber, name }, consistent: true });
  const key = randomUUID();
  const delivery = await ledger.submit(
    {
      idempotencyKey: key,
      visitId,
      idNumber,
      name,
      verified: {
        method: 'face',
        similarity: 0.6,
        threshold: 0.4,
        liveness: 'live',
        reference: 'card',
        models: [],
      },
      terminalId: 'T-1',
      verifiedAt: new Date().toISOString(),
    },
    Math.random() * 40,
    never,
  );
  if (delivery.kind === 'pending') tell(`pending ${key} ${delivery.referenceNumber}`);
  else if (delivery.answer.kind === 'accepted') tell(`done ${key} ${delivery.answer.receiptNumber}`);
  else tell(`refused ${key} ${delivery.answer.reason}`);
  record({ type: 'visitEnded', how: 'done' });
}
