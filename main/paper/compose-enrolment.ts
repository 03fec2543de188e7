import type { PrintLine } from '../../drivers/printer/print-job.ts';
import { dateWords } from '../contract/texts/dates.ts';
import type { SlipContent } from '../ports/slip-printer.ts';
import { guideLines } from './enrolment-guide.ts';
import type { SlipBody } from './slip-body.ts';
import type { SlipTerminal } from './slip-frame.ts';
import { bold, dashed, gap, hand, left, pair } from './slip-lines.ts';
import { offerHomeVisit, pensionLines } from './slip-pension.ts';
import {
  deletionWords,
  enrolmentWords as words,
  faceName,
  fingerNames,
  nothingEnrolledStory,
} from './slip-texts-enrolment.ts';
import { businessNames, ownMethod } from './slip-texts-frame.ts';

/**
 * The confirmation of an enrolment: what, what for, what is kept and where, how to have it deleted, and who signed; below a
 * line to tear along the guide for the pocket.
 *
 * @throws RangeError when nothing was enrolled
 */
export function composeEnrolment(content: SlipContent, terminal: SlipTerminal): SlipBody {
  const { enrolment } = content;
  if (enrolment === null) throw new RangeError('a confirmation without an enrolment');
  const { fingers, face, signature } = enrolment;
  return {
    business: words.title,
    result: words.result,
    lines: [
      ...offerHomeVisit(
        [
          left(words.enrolled),
          ...namesOf(fingers, face),
          ...(face ? [] : [left(words.noFace)]),
          ...section(words.use, words.useHow),
          ...section(words.kept, words.keptHow),
          ...(signature === null ? [] : [left(words.keptSignature)]),
          ...section(words.drop, words.dropHow),
          ...pensionLines(content),
        ],
        content,
      ),
      dashed,
      ...confirmationOf(content),
    ],
    facts: [],
    method: ownMethod(content),
    receipt: [],
    tearOff: guideLines(content, fingers, terminal),
  };
}

/** What was deleted, that everything else goes on working, and that the deletion is on record. */
export function composeDeletion(content: SlipContent): SlipBody {
  const { deleted } = content;
  const words = deletionWords;
  return {
    business: businessNames.enrol,
    result: words.result,
    lines: offerHomeVisit(
      [
        ...(deleted === null
          ? [left(words.all)]
          : [
              left(words.deleted),
              ...namesOf(deleted.fingers, deleted.face),
              ...pair(words.enrolledOn, dateWords(deleted.on)),
            ]),
        gap(1),
        left(words.gone),
        ...words.goesOn.map((line) => left(line)),
        left(words.again),
        left(words.record),
        ...pensionLines(content),
      ],
      content,
    ),
    facts: [],
    method: ownMethod(content),
    receipt: [],
  };
}

/** For whoever left before anything was enrolled: true also of those who enrolled in an earlier year. */
export function composeNothingEnrolled(content: SlipContent): SlipBody {
  const { result, lines } = nothingEnrolledStory;
  return {
    business: businessNames.enrol,
    result,
    lines: offerHomeVisit([...lines.map((line) => left(line)), ...pensionLines(content)], content),
    facts: [],
    method: ownMethod(content),
    receipt: [],
  };
}

const namesOf = (fingers: readonly (keyof typeof fingerNames)[], face: boolean): PrintLine[] =>
  [...fingers.map((finger) => fingerNames[finger]), ...(face ? [faceName] : [])].map((name) =>
    bold(name, 'large'),
  );

const section = (heading: string, lines: readonly string[]): PrintLine[] => [
  gap(1),
  bold(heading, 'body'),
  ...lines.map((line) => left(line)),
];

/** As it was signed; of the pen only the way it went, for how fast it went is nobody's business on paper. */
function confirmationOf({ enrolment, consent }: SlipContent): PrintLine[] {
  const signature = enrolment?.signature ?? null;
  if (signature === null) return [left(consent === 'signature' ? words.signed : words.key)];
  return [left(words.signedBelow), hand(signature.map((stroke) => stroke.map(([x, y]) => [x, y] as const)))];
}
