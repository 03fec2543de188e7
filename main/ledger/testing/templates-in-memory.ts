import { createHash } from 'node:crypto';
import type { Ledger } from '../../ports/ledger.ts';
import type { SealedTemplate } from '../../ports/sealed-template.ts';

/** The part of a ledger that keeps templates, in memory: for tests of what stands on it. It behaves as the file does. */
export function templatesInMemory(): Pick<
  Ledger,
  'subjectOf' | 'templatesOf' | 'keepTemplates' | 'deleteTemplates'
> {
  const kept = new Map<string, readonly SealedTemplate[]>();
  const place = ({ kind, finger }: SealedTemplate) => `${kind} ${finger ?? ''}`;
  return {
    subjectOf: (idNumber) => createHash('sha256').update(`in memory ${idNumber}`).digest('hex'),
    templatesOf: (subject) => kept.get(subject) ?? [],
    keepTemplates(_visitId, subject, templates) {
      const alone = new Set(templates.map(place)).size === templates.length;
      if (templates.length === 0 || !alone || templates.some((one) => one.subject !== subject)) {
        throw new RangeError('not the templates of one person');
      }
      kept.set(
        subject,
        [...templates].sort((a, b) => (place(a) < place(b) ? -1 : 1)),
      );
    },
    deleteTemplates(_visitId, subject) {
      const { length } = kept.get(subject) ?? [];
      kept.delete(subject);
      return length;
    },
  };
}
