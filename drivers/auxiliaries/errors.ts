import { type ErrorRow, err, failure, type Result } from '../kit/result.ts';

/** E29xx: lights and the sensor for persons. Explained in main/contract/errors/auxiliaries.ts. */
export const auxiliaryErrors = {
  E2901: {
    name: 'notOpen',
    action: 'reset',
    cause: 'the lights or the sensor are not open or not configured',
  },
  E2902: { name: 'noSuchLight', action: 'configuration', cause: 'no relay is configured for this light' },
  E2903: {
    name: 'notSwitched',
    action: 'maintenance',
    cause: 'the relay board says that the relay is not as it was set',
  },
  E2904: {
    name: 'notUnderstood',
    action: 'configuration',
    cause: 'the device answers, but not as a board or sensor of the configured kind',
  },
  E2905: { name: 'sensorSilent', action: 'reset', cause: 'the sensor for persons reports nothing' },
} as const satisfies Record<string, ErrorRow>;
export type AuxiliaryCode = keyof typeof auxiliaryErrors;

/** A refusal with one of these codes; `detail` holds numbers and states only. */
export const refuse = (code: AuxiliaryCode, detail?: string): Result<never> =>
  err(failure(auxiliaryErrors, code, detail));
