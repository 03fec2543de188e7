import net from 'node:net';
import type { UsbModel } from '../../drivers/kit/usb/simulator/usb-model.ts';
import { AttachedDevice, type DeviceTraffic } from './attached-device.ts';
import { attach, freePort, portPath, untilFree } from './host-controller.ts';
import { commandReader } from './wire.ts';

/** Where a simulated device is plugged in again: where it was, or anywhere else. */
export type Place = 'same' | 'another';

/** The cable of one simulated device: plugs it into this machine's kernel and pulls it out. */
export class Cable {
  readonly #model: UsbModel;
  #port: number | null = null;
  #plugged: { readonly device: AttachedDevice; readonly socket: net.Socket } | null = null;

  constructor(model: UsbModel) {
    this.#model = model;
  }

  get isPlugged(): boolean {
    return this.#plugged !== null;
  }

  /** Of this plugging in, or null. */
  get traffic(): DeviceTraffic | null {
    return this.#plugged?.device.traffic ?? null;
  }

  /** Where the kernel sees it ("1-2"), empty while it does not. */
  get path(): string {
    return this.#plugged && this.#port !== null ? portPath(this.#port) : '';
  }

  /** Resolves when the kernel has taken the device; it begins to look at it then. */
  async plug(place: Place = 'same'): Promise<void> {
    if (this.#plugged) throw new Error('this device is plugged in already');
    if (place === 'same' && this.#port !== null) await untilFree(this.#port);
    else this.#port = await freePort(this.#port);
    const port = this.#port as number;
    const { ours, kernels } = await socketPair();
    const device = new AttachedDevice(this.#model, (bytes) => void ours.write(bytes));
    ours.on(
      'data',
      commandReader((command) => device.take(command)),
    );
    ours.on('error', () => undefined);
    // The kernel lets go when it finds nonsense, or when somebody detaches the port.
    ours.once('close', () => this.unplug());
    this.#plugged = { device, socket: ours };
    try {
      attach(port, descriptorOf(kernels), this.#model.speed);
    } catch (error) {
      this.unplug();
      throw error;
    } finally {
      // The kernel holds the socket by itself now.
      kernels.destroy();
    }
  }

  /** The kernel sees the connection end, as it sees a device that vanished. Does nothing when it is out. */
  unplug(): void {
    const plugged = this.#plugged;
    if (!plugged) return;
    this.#plugged = null;
    plugged.device.leave();
    plugged.socket.destroy();
  }
}

/** Two connected sockets in this process, over an address without a file. */
async function socketPair(): Promise<{ ours: net.Socket; kernels: net.Socket }> {
  const server = net.createServer();
  const address = `\0yinling-lab-${process.pid}-${Math.random()}`;
  await new Promise<void>((resolve) => server.listen(address, resolve));
  const accepted = new Promise<net.Socket>((resolve) => server.once('connection', resolve));
  const kernels = new net.Socket();
  // Node must never read from it: the first bytes are the kernel's.
  kernels.pause();
  kernels.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    kernels.once('error', reject);
    kernels.connect({ path: address }, resolve);
  });
  const ours = await accepted;
  server.close();
  return { ours, kernels };
}

/** Node tells no descriptor of a socket but on its inner handle; the kernel asks for the number. */
function descriptorOf(socket: net.Socket): number {
  const handle = (socket as unknown as { readonly _handle?: { readonly fd?: number } })._handle;
  if (handle?.fd === undefined || handle.fd < 0) throw new Error('this socket has no descriptor');
  return handle.fd;
}
