import { openPrivatePcscd } from './private-pcscd.ts';

/** Opens a service, says where, and lives until it is killed. */
const { socket } = await openPrivatePcscd(['SSC Reader']);
process.stdout.write(`${socket}\n`);
setInterval(() => undefined, 60_000);
