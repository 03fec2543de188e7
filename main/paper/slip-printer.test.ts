import { describe, expect, it } from 'vitest';
import type { PrintJob } from '../../drivers/printer/print-job.ts';
import { fail, ok } from '../contract/failure.ts';
import type { ClientPrinterStatus, PrinterClient } from './printer-client.ts';
import { exampleSlips, exampleTerminal } from './slip-examples.ts';
import { createSlipPrinter } from './slip-printer.ts';

const fine: ClientPrinterStatus = {
  paper: 'full',
  cover: 'closed',
  cutter: 'ok',
  head: 'ok',
  media: 'notPresent',
  online: true,
};
const { signal } = new AbortController();
const lost = { code: 'E4011', action: 'reset', message: 'lost' } as const;

/** A client that keeps what it was given and answers what it is told to. */
function client(answers: Partial<PrinterClient> = {}) {
  const jobs: PrintJob[] = [];
  const printer: PrinterClient = {
    status: async () => ok(fine),
    print: async (job) => {
      jobs.push(job);
      return ok({ printed: true });
    },
    waitTaken: async () => ok('taken'),
    retract: async () => ok(undefined),
    ...answers,
  };
  return { jobs, slips: createSlipPrinter({ terminal: exampleTerminal, printer, simulated: false }) };
}

describe('whether a slip can be promised', () => {
  it('can when all is well, and tells that paper is low', async () => {
    expect(await client().slips.ready(signal)).toEqual(ok({ paperLow: false }));
    const low = client({ status: async () => ok({ ...fine, paper: 'low' }) });
    expect(await low.slips.ready(signal)).toEqual(ok({ paperLow: true }));
  });

  it('can on a printer that has no sensors for paper and output', async () => {
    const blind = client({ status: async () => ok({ ...fine, paper: 'unknown', media: 'unknown' }) });
    expect(await blind.slips.ready(signal)).toEqual(ok({ paperLow: false }));
  });

  it.each<[string, Partial<ClientPrinterStatus>]>([
    ['E4001', { paper: 'out', online: false }],
    ['E4002', { cover: 'open', paper: 'out', online: false }],
    ['E4003', { paper: 'jammed' }],
    ['E4003', { media: 'jammed' }],
    ['E4004', { cutter: 'error' }],
    ['E4005', { head: 'error' }],
    ['E4013', { media: 'present' }],
    ['E4007', { online: false }],
  ])('cannot, with %s, at %j', async (code, change) => {
    const { slips } = client({ status: async () => ok({ ...fine, ...change }) });
    expect(await slips.ready(signal)).toMatchObject({ ok: false, error: { code } });
  });

  it('passes on that the printer does not answer', async () => {
    const { slips } = client({ status: async () => fail(lost) });
    expect(await slips.ready(signal)).toEqual(fail(lost));
  });
});

describe('printing a slip', () => {
  it('answers with the id of the job that the printer proved', async () => {
    const { jobs, slips } = client();
    const printed = await slips.print(exampleSlips.accepted, signal);
    expect(printed).toEqual(ok({ jobId: jobs[0]?.id }));
  });

  it('passes on that nobody knows whether it was printed', async () => {
    const { slips } = client({ print: async () => fail(lost) });
    expect(await slips.print(exampleSlips.accepted, signal)).toEqual(fail(lost));
  });

  it('sends nothing when the slip cannot be set, and does not tell the value', async () => {
    const { jobs, slips } = client();
    const badTime = await slips.print({ ...exampleSlips.accepted, at: '王桂英' }, signal);
    const badNumber = await slips.print(
      { ...exampleSlips.pending, outcome: { kind: 'pending', referenceNumber: '9'.repeat(500) } },
      signal,
    );
    for (const result of [badTime, badNumber]) {
      expect(result).toMatchObject({ ok: false, error: { code: 'E8101' } });
      expect(JSON.stringify(result)).not.toMatch(/王桂英|99999/);
    }
    expect(jobs).toEqual([]);
  });

  it('sends nothing of an electronic card without a code, or with one no paper is wide enough for', async () => {
    const { jobs, slips } = client();
    const secret = 'dzsbk-secret-'.repeat(90);
    for (const qr of [null, '', secret]) {
      const result = await slips.print({ ...exampleSlips.electronicCard, qr }, signal);
      expect(result).toMatchObject({ ok: false, error: { code: 'E8101' } });
      expect(JSON.stringify(result)).not.toContain('secret');
    }
    expect(jobs).toEqual([]);
  });

  it('gives slips without a visit, and a second code, ids of their own: they are no reprints', async () => {
    const { jobs, slips } = client();
    const later = '2026-11-22T14:09:30+08:00';
    for (const example of [exampleSlips['bring.own'], exampleSlips.electronicCard]) {
      await slips.print(example, signal);
      await slips.print({ ...example, at: later }, signal);
    }
    expect(new Set(jobs.map(({ id }) => id)).size).toBe(4);
    for (const { id } of jobs) expect(id).not.toContain('dzsbk');
  });

  it('waits and retracts through the printer', async () => {
    const { slips } = client({ waitTaken: async (limitMs) => ok(limitMs > 10 ? 'notTaken' : 'taken') });
    expect(await slips.waitTaken(60_000, signal)).toEqual(ok('notTaken'));
    expect(await slips.retract()).toEqual(ok(undefined));
  });
});
