/**
 * After a re-plug a device is wanted back within a second, which `npm run bench -- --only replug` measures. A test only says
 * that it comes back by itself and soon: on a machine that runs other tests too, a second proves nothing.
 */
export const REPLUG_LIMIT_MS = 5000;
