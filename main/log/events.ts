/**
 * The event catalogue of the diagnostic log: every line that the program writes has an entry here, and docs/events.md is
 * made from it. There is no free text: a field has a kind, and each kind can hold only what is safe to keep.
 */

/** What a field can hold. `word`: short ASCII identifier. `line`: output of a program we do not own, scrubbed. */
export type FieldKind = 'number' | 'flag' | 'word' | 'code' | 'line';

type EventType =
  | 'user-action'
  | 'application-status'
  | 'application-action'
  | 'system-status'
  | 'device-status'
  | 'security';

export interface EventRow {
  readonly type: EventType;
  readonly level: 'info' | 'warn' | 'error';
  /** What it means, in one sentence, for the document. */
  readonly doc: string;
  readonly fields: Readonly<Record<string, FieldKind>>;
}

export const events = {
  'program-started': {
    type: 'application-status',
    level: 'info',
    doc: 'The program is up and its first screen can be shown.',
    fields: { shell: 'word', version: 'word', simulated: 'flag', startMs: 'number' },
  },
  'program-stopped': {
    type: 'application-status',
    level: 'info',
    doc: 'The program ended in an orderly way.',
    fields: { reason: 'word' },
  },
  'program-bug': {
    type: 'application-status',
    level: 'error',
    doc: 'Something threw that must not throw. The place is named, the message is not (it could quote data).',
    fields: { name: 'word', place: 'word' },
  },
  'configuration-refused': {
    type: 'application-status',
    level: 'error',
    doc: 'The configuration is not valid or not allowed for production; the program does not start.',
    fields: { code: 'code', setting: 'word' },
  },
  'visit-started': {
    type: 'user-action',
    level: 'info',
    doc: 'A person began at the terminal.',
    fields: { visit: 'word' },
  },
  'visit-step': {
    type: 'application-status',
    level: 'info',
    doc: 'The visit shows another step.',
    fields: { visit: 'word', step: 'word', tookMs: 'number' },
  },
  'visit-ended': {
    type: 'user-action',
    level: 'info',
    doc: 'The visit is over and the terminal is clean for the next person.',
    fields: { visit: 'word', how: 'word', tookMs: 'number' },
  },
  'help-called': {
    type: 'user-action',
    level: 'info',
    doc: 'The person pressed the help button.',
    fields: { visit: 'word', step: 'word' },
  },
  failure: {
    type: 'application-status',
    level: 'warn',
    doc: 'An expected failure was met; the code stands in docs/errors.md.',
    fields: { code: 'code', action: 'word', where: 'word' },
  },
  'device-state': {
    type: 'device-status',
    level: 'info',
    doc: 'A device changed its state.',
    fields: { device: 'word', state: 'word', code: 'word', simulated: 'flag' },
  },
  'device-found': {
    type: 'device-status',
    level: 'info',
    doc: 'A device that the configuration names by no port was found: its fingerprint, how well it fits, and how many others fit too.',
    fields: { device: 'word', model: 'word', score: 'number', others: 'number' },
  },
  'outbox-delivery': {
    type: 'application-action',
    level: 'info',
    doc: 'The outbox tried to deliver a submission to the authority, the card service or the bank.',
    fields: { kind: 'word', outcome: 'word', attempt: 'number', pending: 'number' },
  },
  'worker-state': {
    type: 'system-status',
    level: 'info',
    doc: 'A worker process is starting, up, restarting, down (restart budget spent) or stopped.',
    fields: { worker: 'word', state: 'word', restarts: 'number', pid: 'number' },
  },
  'worker-lost': {
    type: 'system-status',
    level: 'warn',
    doc: 'A worker process is gone: it ended, was silent for too long, or did not come up in time.',
    fields: { worker: 'word', reason: 'word', exitCode: 'number', signal: 'word' },
  },
  'worker-garbage': {
    type: 'system-status',
    level: 'warn',
    doc: 'A worker sent something its contract does not have; it was dropped.',
    fields: { worker: 'word', what: 'word' },
  },
  'worker-output': {
    type: 'system-status',
    level: 'info',
    doc: 'A worker, or a library in it, wrote a line to stdout or stderr.',
    fields: { worker: 'word', line: 'line' },
  },
  'screen-connected': {
    type: 'application-status',
    level: 'info',
    doc: 'A screen connected to the core.',
    fields: { screens: 'number' },
  },
  'screen-disconnected': {
    type: 'application-status',
    level: 'info',
    doc: 'A screen went away.',
    fields: { screens: 'number', closeCode: 'number' },
  },
  'screen-refused': {
    type: 'security',
    level: 'warn',
    doc: 'A request to the loopback server or a message over IPC was refused.',
    fields: { reason: 'word' },
  },
  'screen-window': {
    type: 'system-status',
    level: 'warn',
    doc: 'The window or browser that shows the screen crashed, hung, was restarted or was given up.',
    fields: { what: 'word', restarts: 'number' },
  },
  'screen-denied': {
    type: 'security',
    level: 'warn',
    doc: 'The lockdown refused what the page or its user tried (navigation, window, permission, download, key).',
    fields: { what: 'word', detail: 'word' },
  },
} as const satisfies Record<string, EventRow>;

export type EventName = keyof typeof events;

type ValueOf<K extends FieldKind> = K extends 'number' ? number : K extends 'flag' ? boolean : string;

/** The fields an event takes, each with the primitive type of its kind. */
export type FieldsOf<E extends EventName> = {
  readonly [F in keyof (typeof events)[E]['fields']]: (typeof events)[E]['fields'][F] extends FieldKind
    ? ValueOf<(typeof events)[E]['fields'][F]>
    : never;
};
