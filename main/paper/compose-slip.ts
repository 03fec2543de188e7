import type { PrintJob } from '../../drivers/printer/print-job.ts';
import type { SlipContent } from '../ports/slip-printer.ts';
import { composeActivation } from './compose-activation.ts';
import { composeBring } from './compose-bring.ts';
import { composeCertification } from './compose-certification.ts';
import { composeElectronicCard } from './compose-electronic-card.ts';
import { composeDeletion, composeEnrolment, composeNothingEnrolled } from './compose-enrolment.ts';
import { composeHandover } from './compose-handover.ts';
import { composeHomeVisit } from './compose-home-visit.ts';
import type { SlipBody } from './slip-body.ts';
import { frameSlip, type SlipTerminal } from './slip-frame.ts';

type Composer = (content: SlipContent, terminal: SlipTerminal) => SlipBody;

/** How things stand is told by the business that was asked about. */
const standings: Readonly<Record<SlipContent['business'], Composer>> = {
  certify: composeCertification,
  activate: composeActivation,
  enrol: composeNothingEnrolled,
};
const composers: Readonly<Record<SlipContent['kind'], Composer>> = {
  certification: composeCertification,
  standing: (content, terminal) => standings[content.business](content, terminal),
  handover: composeHandover,
  activation: composeActivation,
  bring: composeBring,
  electronicCard: composeElectronicCard,
  homeVisit: composeHomeVisit,
  enrolment: composeEnrolment,
  enrolmentDeleted: composeDeletion,
};

/**
 * Same slip, same job: the printer marks a job that it has had before as 补打. So what makes another slip of the same
 * visit stands in the id: where the items and the pension stand, and the time of a slip without a visit or with a code of its own.
 */
function jobId({ visitId, kind, items, also, at, reprint }: SlipContent): string {
  const states = kind === 'activation' ? `-${items.map(({ outcome }) => outcome.state[0]).join('')}` : '';
  const pension = also === null ? '' : `-${also.kind[0]}`;
  const time = visitId === '' || kind === 'electronicCard' ? `.${new Date(at).getTime()}` : '';
  return `${visitId}.${kind}${states}${pension}${time}.${reprint}`.slice(-64);
}

/**
 * Sets a slip as a print job. Names and numbers pass the mask once more, whatever they were given as.
 *
 * @param simulated any simulated device or setting in use: the slip then says on both ends that it is a demonstration
 * @throws RangeError when `content.at` is no date, an electronic card has no code, or a confirmation nothing to confirm
 */
export function composeSlip(content: SlipContent, terminal: SlipTerminal, simulated: boolean): PrintJob {
  const body = composers[content.kind](content, terminal);
  const demonstration =
    simulated || content.livenessSimulated || (content.enrolment?.scannerSimulated ?? false);
  return {
    id: jobId(content),
    lines: frameSlip(body, content, terminal, demonstration),
  };
}
