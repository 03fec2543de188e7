import { SerialTransport } from '../drivers/kit/serial-transport.ts';
import { SdtIdCardReader } from '../drivers/id-card/sdt/driver/sdt-reader.ts';
import { SdtSimulator } from '../drivers/id-card/sdt/simulator/sdt-simulator.ts';

/** What one base read costs on a line of 115,200 baud, against what its bytes alone cost. */
interface IdCardReadBench {
  readonly reads: number;
  /** 1,295 bytes of the base answer, ten bits each. */
  readonly wireLimitMs: number;
  /** Median of find, select, base read and decoding together. */
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly ratio: number;
}

const WIRE_LIMIT_MS = (1295 * 10_000) / 115_200;

/** Reads a simulated card whose module paces its bytes at the line rate. `reads` times, after one to warm up. */
export async function benchIdCardRead(reads = 30): Promise<IdCardReadBench> {
  const simulator = new SdtSimulator({ paced: true });
  await simulator.start();
  const reader = new SdtIdCardReader({
    line: new SerialTransport(simulator.path),
    simulated: true,
    limits: { poll: 20 },
  });
  try {
    const opened = await reader.open();
    if (!opened.ok) throw new Error(opened.error.message);
    const times: number[] = [];
    for (let turn = 0; turn <= reads; turn += 1) {
      simulator.placeCard(card);
      const started = performance.now();
      const read = await reader.read();
      if (!read.ok) throw new Error(read.error.message);
      if (turn > 0) times.push(performance.now() - started);
      simulator.removeCard();
      // Not part of the read: the visitor takes the card.
      await reader.waitForRemoval();
    }
    times.sort((a, b) => a - b);
    const at = (share: number): number => times[Math.floor((times.length - 1) * share)] as number;
    const rounded = (value: number): number => Math.round(value * 100) / 100;
    return {
      reads,
      wireLimitMs: rounded(WIRE_LIMIT_MS),
      medianMs: rounded(at(0.5)),
      p95Ms: rounded(at(0.95)),
      ratio: rounded(at(0.5) / WIRE_LIMIT_MS),
    };
  } finally {
    await reader.close();
    await simulator.stop();
  }
}

const card = {
  name: '测试员',
  birthDate: '1950-01-01',
  address: '测试省测试市测试路1号',
  idNumber: '999900195001010019',
  authority: '测试市公安局',
  validFrom: '2020-01-01',
  validTo: 'long-term',
} as const;

if (import.meta.main) process.stdout.write(`${JSON.stringify(await benchIdCardRead())}\n`);
