/** Where a bug is, without its message: a message may quote what the code was working on (a name, a number). */
export function bugPlace(error: unknown): { readonly name: string; readonly place: string } {
  if (!(error instanceof Error)) return { name: typeof error, place: 'unknown' };
  const frame = /\(?((?:file:\/\/)?[^\s()]+:\d+:\d+)\)?/.exec(error.stack?.split('\n    at ')[1] ?? '');
  return { name: error.name, place: frame?.[1]?.split('/').slice(-3).join('/') ?? 'unknown' };
}
