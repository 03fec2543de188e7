import { activateLabels } from '../contract/texts/labels-activate.ts';
import type { SlipContent } from '../ports/slip-printer.ts';
import type { SlipBody } from './slip-body.ts';
import { bringDrawings } from './slip-drawings.ts';
import { figure, gap, left } from './slip-lines.ts';
import { bringNotes, bringWords as words } from './slip-texts-bring.ts';
import { businessNames, homeVisitOffer } from './slip-texts-frame.ts';

/** What to bring, once and completely: each thing drawn, named in large print and told apart from the wrong one. */
export function composeBring({ business, bring, agent }: SlipContent): SlipBody {
  return {
    business: businessNames[business],
    result: words.result,
    lines: [
      left((agent ? words.agent : words.own).replace('{count}', String(bring.length))),
      ...bring.map((item) => figure(bringDrawings[item], activateLabels[`bring.${item}`], bringNotes[item])),
      gap(1),
      left(words.complete),
      left(words.where),
      gap(1),
      ...homeVisitOffer.map((line) => left(line)),
    ],
    facts: [],
    method: '',
    receipt: [],
  };
}
