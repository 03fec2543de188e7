import { z } from 'zod';
import { label } from '../../../main/contract/texts/labels.ts';

/** The error catalogue of the contract, one module per area, as it stands when the screen is built. */
const modules = import.meta.glob<Record<string, unknown>>(
  [
    '../../../main/contract/errors/*.ts',
    '!../../../main/contract/errors/*.test.ts',
    '!../../../main/contract/errors/*-codes.ts',
  ],
  { eager: true },
);

const tableSchema = z.record(z.string().regex(/^E\d{4}$/), z.object({ senior: z.string() }));

const words = new Map<string, string>();
for (const module of Object.values(modules))
  for (const exported of Object.values(module)) {
    const table = tableSchema.safeParse(exported);
    if (table.success) for (const [code, { senior }] of Object.entries(table.data)) words.set(code, senior);
  }

/** What a senior reads about an error code; for a code the catalogue does not have, that the assistant helps. */
export const seniorWords = (code: string): string => words.get(code) ?? label('notice.other');
