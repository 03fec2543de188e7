import { afterEach, beforeEach } from 'vitest';
import type { DeviceState } from '../../../kit/status.ts';
import { SerialTransport } from '../../../kit/serial-transport.ts';
import { SdtIdCardReader, type SdtReaderOptions } from '../driver/sdt-reader.ts';
import { SdtSimulator, type SdtSimulatorOptions, type SimulatorEvent } from '../simulator/sdt-simulator.ts';
import type { SimulatedCard } from '../simulator/simulated-card.ts';

/** An invented resident; region 999900 belongs to nobody. */
export const resident: SimulatedCard = {
  name: '测试员',
  birthDate: '1950-01-01',
  address: '测试省测试市测试路1号',
  idNumber: '999900195001010019',
  authority: '测试市公安局',
  validFrom: '2020-01-01',
  validTo: 'long-term',
  fingerprint: true,
};

interface Scenario {
  readonly simulator: SdtSimulator;
  readonly reader: SdtIdCardReader;
}

/** A simulated module and our driver at the two ends of a real pty, new for each test, not opened yet. */
export function scenario(
  simulation: SdtSimulatorOptions = {},
  driving: Partial<SdtReaderOptions> = {},
): Scenario {
  const held = {} as { simulator: SdtSimulator; reader: SdtIdCardReader };
  beforeEach(async () => {
    held.simulator = new SdtSimulator(simulation);
    await held.simulator.start();
    held.reader = new SdtIdCardReader({
      line: new SerialTransport(held.simulator.path),
      simulated: true,
      ...driving,
      limits: { poll: 20, ...driving.limits },
    });
  });
  afterEach(async () => {
    await held.reader.close();
    await held.simulator.stop();
  });
  return held;
}

/** Resolves when the reader has that state; at once when it has it now. */
export function reached(reader: SdtIdCardReader, state: DeviceState): Promise<void> {
  if (reader.status().state === state) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = reader.onStatus((status) => {
      if (status.state !== state) return;
      stop();
      resolve();
    });
  });
}

/** Resolves when the simulator has dealt with such a request. */
export function served(
  simulator: SdtSimulator,
  wanted: (event: SimulatorEvent) => boolean,
): Promise<SimulatorEvent> {
  return new Promise((resolve) => {
    const stop = simulator.onEvent((event) => {
      if (!wanted(event)) return;
      stop();
      resolve(event);
    });
  });
}
