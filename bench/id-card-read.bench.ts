import { SdtIdCardReader } from '../drivers/id-card/sdt/driver/sdt-reader.ts';
import { SdtSimulator } from '../drivers/id-card/sdt/simulator/sdt-simulator.ts';
import { SerialTransport } from '../drivers/kit/serial-transport.ts';
import type { Goal, Measurement } from './kit/figure.ts';
import { spread } from './kit/statistics.ts';

const READS = 30;
/** The base answer's 1,295 bytes, ten bits each, at 115,200 baud. */
const WIRE_LIMIT_MS = (1295 * 10_000) / 115_200;

const card = {
  name: '测试员',
  birthDate: '1950-01-01',
  address: '测试省测试市测试路1号',
  idNumber: '999900195001010019',
  authority: '测试市公安局',
  validFrom: '2020-01-01',
  validTo: 'long-term',
} as const;

const goal: Goal = {
  on: 'median',
  reference: WIRE_LIMIT_MS,
  most: 1.1,
  words: `<= 1.10 x ${WIRE_LIMIT_MS.toFixed(1)} ms`,
};

/** Reads a card over a real pty whose far end paces its bytes as a line of 115,200 baud would. */
export const measure: Measurement = async () => {
  const exchange = new ExchangeWatch();
  const simulator = new SdtSimulator({ paced: true });
  await simulator.start();
  const reader = new SdtIdCardReader({
    line: new SerialTransport(simulator.path),
    simulated: true,
    limits: { poll: 20 },
    trace: (event) => exchange.note(event),
  });
  const whole: number[] = [];
  try {
    const opened = await reader.open();
    if (!opened.ok) throw new Error(opened.error.message);
    // One more than is counted: the first read compiles the code it runs through.
    for (let turn = 0; turn <= READS; turn += 1) {
      simulator.placeCard(card);
      exchange.times.length = 0;
      const started = performance.now();
      const read = await reader.read();
      if (!read.ok) throw new Error(read.error.message);
      if (turn > 0) {
        whole.push(performance.now() - started);
        exchange.keep();
      }
      simulator.removeCard();
      // Not part of the read: the visitor takes the card.
      await reader.waitForRemoval();
    }
  } finally {
    await reader.close();
    await simulator.stop();
  }
  return [
    {
      name: 'base read alone (30 01)',
      unit: 'ms',
      ...spread(exchange.kept),
      goal,
      note: 'from the request to the decoded frame of the answer',
    },
    {
      name: 'whole read: find, select, base read, decode',
      unit: 'ms',
      ...spread(whole),
      goal,
      note: 'its requests and answers are 1,359 bytes, 118.0 ms on the wire by themselves',
    },
  ];
};

/** Times the base reads by what the driver traces. */
class ExchangeWatch {
  readonly times: number[] = [];
  readonly kept: number[] = [];
  #since = 0;

  note({ direction, text }: { readonly direction: string; readonly text: string }): void {
    if (direction === 'out') this.#since = performance.now();
    else if (direction === 'in' && text.startsWith('readBase '))
      this.times.push(performance.now() - this.#since);
  }

  /** The first base read after the card was placed; the driver may try out later how this module tells removal. */
  keep(): void {
    const [first] = this.times;
    if (first !== undefined) this.kept.push(first);
  }
}
