import type { KioskSnapshot } from '../../../main/contract/snapshot.ts';
import { label } from '../../../main/contract/texts/labels.ts';

/** The complaint and advice telephones, on every screen. */
export const Phones = ({ terminal }: { readonly terminal: KioskSnapshot['terminal'] }) => (
  <p className="phones digits">
    <span>
      {label('fact.hotline')} {terminal.hotline}
    </span>
    <span>
      {label('fact.bankPhone')} {terminal.bankPhone}
    </span>
  </p>
);
