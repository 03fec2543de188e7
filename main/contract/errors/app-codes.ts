import type { Failure } from '../failure.ts';

/** One row of the application's error table; `cause` is for the technician, in English. */
interface AppErrorRow {
  readonly name: string;
  readonly action: Failure['action'];
  readonly cause: string;
}

/** E9xxx: workers, screens and set-up of the program itself. What people read about them is in `app.ts` beside this. */
export const appErrors = {
  E9001: { name: 'workerDied', action: 'reset', cause: 'the worker process died during the call' },
  E9002: { name: 'workerAway', action: 'reset', cause: 'the worker process is restarting' },
  E9003: { name: 'workerDown', action: 'maintenance', cause: 'the worker process died too often' },
  E9004: { name: 'workerTimeout', action: 'reset', cause: 'the worker did not answer in time' },
  E9005: { name: 'callCancelled', action: 'clear', cause: 'the call was cancelled by the terminal' },
  E9006: { name: 'workerBug', action: 'reset', cause: 'an unexpected error inside the worker' },
  E9007: {
    name: 'badAnswer',
    action: 'reset',
    cause: 'the worker answered something its contract does not have',
  },
  E9020: {
    name: 'screenMessage',
    action: 'clear',
    cause: 'a screen sent a message its contract does not have',
  },
  E9021: {
    name: 'screenFlood',
    action: 'clear',
    cause: 'a screen sent more messages than a person can cause',
  },
  E9030: {
    name: 'screenCrashed',
    action: 'reset',
    cause: 'the window that shows the screen crashed or hung',
  },
  E9031: {
    name: 'screenDown',
    action: 'maintenance',
    cause: 'the window that shows the screen crashed too often',
  },
  E9032: {
    name: 'browserMissing',
    action: 'configuration',
    cause: 'no Chromium was found to show the screen',
  },
  E9033: { name: 'addressInUse', action: 'configuration', cause: 'the loopback port of the screen is taken' },
  E9034: {
    name: 'screenNotBuilt',
    action: 'configuration',
    cause: 'the screen was not built (npm run build)',
  },
  E9040: { name: 'configuration', action: 'configuration', cause: 'the configuration is not valid' },
  E9041: {
    name: 'simulationRefused',
    action: 'configuration',
    cause: 'a production configuration names simulated parts',
  },
  E9050: { name: 'coreBug', action: 'reset', cause: 'an unexpected error in the core' },
} as const satisfies Record<string, AppErrorRow>;

export type AppErrorCode = keyof typeof appErrors;

/** Makes the failure value of a code; `detail` holds numbers and states only, no personal data. */
export function appFailure(code: AppErrorCode, detail?: string): Failure {
  const row = appErrors[code];
  return { code, action: row.action, message: detail ? `${row.cause}: ${detail}` : row.cause };
}
