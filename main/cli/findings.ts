/** What `yinling doctor` tells about one thing it looked at. */
export interface Finding {
  readonly check: string;
  readonly state: 'ok' | 'warning' | 'failure';
  /** What was found, for the technician, in English. No personal data. */
  readonly cause: string;
  /** What to do now; absent when there is nothing to do. */
  readonly next?: string;
}

export const fine = (check: string, cause: string): Finding => ({ check, state: 'ok', cause });
export const warning = (check: string, cause: string, next: string): Finding => ({
  ...{ check, state: 'warning', cause, next },
});
export const wrong = (check: string, cause: string, next: string): Finding => ({
  ...{ check, state: 'failure', cause, next },
});
