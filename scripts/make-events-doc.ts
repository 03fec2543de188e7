import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { type EventRow, events } from '../main/log/events.ts';

export const eventsDocPath = path.join(import.meta.dirname, '..', 'docs', 'events.md');

/** The text of docs/events.md, made from the catalogue; a test compares the two. */
export function eventsDoc(): string {
  const rows = Object.entries(events as Record<string, EventRow>).map(([name, row]) => {
    const fields = Object.entries(row.fields).map(([field, kind]) => `${field} (${kind})`);
    return `| \`${name}\` | ${row.type} | ${row.level} | ${row.doc} | ${fields.join(', ')} |`;
  });
  return `# Events of the diagnostic log

Made by \`node scripts/make-events-doc.ts\` from main/log/events.ts; do not edit.

Each line of the log is one JSON object: \`time\`, \`level\` (30 info, 40 warn, 50 error), \`event\`, \`type\` and the fields
below. There is no free text. A \`word\` is a short ASCII identifier, a \`code\` is an error number (E1234), a \`line\` is the
output of a program we do not own with long numbers and everything outside ASCII taken out. Names, identity numbers,
addresses, pictures and templates are never written: the journal of the ledger keeps what must be kept, sealed.

| event | type | level | meaning | fields |
| --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
}

if (import.meta.main) writeFileSync(eventsDocPath, eventsDoc());
