/** A command: its arguments in, the JSON to print out. `ok: false` in it becomes exit code 1. */
export type Command = (args: readonly string[], signal: AbortSignal) => Promise<{ readonly ok: boolean }>;
