import type { CardSlot } from '../../drivers/kit/pcsc/channel.ts';
import { PcscService } from '../../drivers/kit/pcsc/pcsc-service.ts';
import { PcscSlot } from '../../drivers/kit/pcsc/pcsc-slot.ts';
import { VpcdLineSlot } from '../../drivers/kit/pcsc/vpcd-line.ts';
import { Ldt32Reader } from '../../drivers/social-card/ldt32/driver/ldt32-reader.ts';
import type { SocialCardReader } from '../../drivers/social-card/reader.ts';
import type { DevicesConfig } from './drivers-api.ts';

/** Opens the configured social-card reader; what is away comes by itself later. Null when none is configured. */
export function openSocialCardReader(config: DevicesConfig['socialCard']): SocialCardReader | null {
  if (config.kind === 'none') return null;
  if (config.kind === 'line')
    return new Ldt32Reader({
      ...{ slot: new VpcdLineSlot(config.port), psamSlot: new VpcdLineSlot(config.psamPort) },
      simulated: true,
    });
  const service = new PcscService({ socket: config.socket, node: config.node });
  const slot = new PcscSlot(service, config.reader);
  const psamSlot = config.psam === undefined ? undefined : new PcscSlot(service, config.psam);
  return new Ldt32Reader({
    ...{ slot: closingWith(slot, service), psamSlot, simulated: config.simulated },
  });
}

/** The service has no other user than these slots: it ends with them. */
function closingWith(slot: PcscSlot, service: PcscService): CardSlot {
  const close = slot.close.bind(slot);
  slot.close = async () => {
    await close();
    await service.close();
  };
  return slot;
}
