import {
  EscposSimulator,
  type SimulatedSlip,
  type SimulatorFault,
} from '../../../drivers/printer/escpos/simulator/escpos-simulator.ts';

/** Faults the dock offers for the printer, by the name it shows. */
const faults: Readonly<Record<string, SimulatorFault>> = {
  快没纸了: 'nearEnd',
  没纸了: 'paperOut',
  盖子开着: 'coverOpen',
  卡纸: 'jam',
  切刀坏: 'cutter',
  打印头太热: 'headHot',
  没有回答: 'mute',
  回答很慢: 'slow',
  回答乱码: 'garbage',
};
export const printerFaultNames = Object.keys(faults);

const KEPT_SLIPS = 20;

interface PrinterDockEvents {
  readonly onSlip: (id: string, png: Uint8Array) => void;
  readonly onChange: () => void;
}

/** The simulated receipt printer as the dock works it. */
export async function openPrinterDock(profile: string, { onSlip, onChange }: PrinterDockEvents) {
  const simulator = new EscposSimulator({ profile });
  const path = await simulator.start();
  const slips: { readonly id: string; readonly slip: SimulatedSlip }[] = [];
  let fault: string | null = null;
  let plugged = true;
  let count = 0;
  simulator.onSlip((slip) => {
    const id = `slip-${String(++count).padStart(4, '0')}`;
    slips.push({ id, slip });
    if (slips.length > KEPT_SLIPS) slips.shift();
    // What the simulator keeps for tests is not needed here: a terminal runs for months.
    simulator.slips.length = 0;
    onSlip(id, slip.png);
    onChange();
  });
  simulator.onState(onChange);
  return {
    path,
    state: () => ({
      printerFault: fault,
      printerPlugged: plugged,
      slipInMouth: simulator.state.ticketInOutput,
      slips: slips.map(({ id, slip }) => ({ id, url: `/slips/${id}.png`, retracted: slip.retracted })),
    }),
    take: (): void => void simulator.takeSlip(),
    setFault: async (name: string | null): Promise<void> => {
      const before = fault === null ? undefined : faults[fault];
      if (before) await simulator.clear(before);
      const chosen = name === null ? undefined : faults[name];
      fault = chosen ? name : null;
      if (chosen) await simulator.inject(chosen);
    },
    plug: async (wanted: boolean): Promise<void> => {
      if (wanted === plugged) return;
      plugged = wanted;
      if (wanted) await simulator.clear('unplug');
      else await simulator.inject('unplug');
    },
    close: () => simulator.stop(),
  };
}
