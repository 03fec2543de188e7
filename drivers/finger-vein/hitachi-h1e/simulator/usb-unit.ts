import { AcmModel } from '../../../kit/usb/simulator/acm.ts';
import type { UsbHost } from '../../../kit/usb/simulator/usb-model.ts';
import { InnerWire } from '../../simulator/inner-wire.ts';
import type { H1eSimulator } from './h1e-simulator.ts';

interface UsbUnitOptions {
  readonly serialNumber?: string;
  /** The unit's script has cut the cable (`unplug`): whoever carries the device pulls it out. */
  readonly onCut?: () => void;
}

/** A simulated H-1E on USB: it shows itself as a serial port of the class CDC-ACM. The simulator must have started. */
export class UsbH1eUnit extends AcmModel {
  readonly #wire: InnerWire;

  constructor(simulator: H1eSimulator, { serialNumber = 'SIM000000001', onCut }: UsbUnitOptions = {}) {
    super({ product: 'Finger vein unit', serialNumber }, (bytes) =>
      // The line of the unit is set by whoever opened it: with another one it hears nothing it knows.
      this.lineCoding.baudRate === 57_600 && this.lineCoding.parity === 'odd' ? wire.say(bytes) : undefined,
    );
    const wire = new InnerWire(simulator, { onSaid: (bytes) => this.send(bytes), onCut, parity: 'odd' });
    this.#wire = wire;
  }

  override plugged(host: UsbHost): void {
    super.plugged(host);
    this.#wire.lay();
  }

  override unplugged(): void {
    super.unplugged();
    void this.#wire.cut();
  }
}
