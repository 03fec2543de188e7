import { appFailure } from '../contract/errors/app-codes.ts';
import { fail } from '../contract/failure.ts';
import type { SocialCardReader } from '../ports/social-card-reader.ts';

/** Devices of an activation that a terminal does not have: told as that when a visit needs them. */
const none = async (signal?: AbortSignal) => {
  if (signal && !signal.aborted)
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  return fail(appFailure('E9040', 'no such device'));
};

export const noSocialReader: SocialCardReader = {
  waitForCard: none,
  read: () => none(),
  changePin: () => none(),
  waitForRemoval: async () => ({ ok: true, value: undefined }),
  onEvent: () => () => undefined,
};
