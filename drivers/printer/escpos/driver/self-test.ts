import type { PrintJob } from '../../print-job.ts';
import type { PrinterProfile } from '../../profiles/profile-schema.ts';

/** A slip that shows a technician the widths, the sizes, the black bar, the QR code and the cut. */
export function selfTestJob(profile: PrinterProfile): PrintJob {
  return {
    id: `self-test-${Date.now()}`,
    lines: [
      { kind: 'text', text: '打印机自检', size: 'large', align: 'center', bold: true },
      { kind: 'rule', style: 'solid' },
      { kind: 'pair', label: '型号', value: profile.name },
      { kind: 'pair', label: '宽度', value: `${profile.dotsPerLine} 点` },
      { kind: 'rule', style: 'dashed' },
      { kind: 'text', text: '小字 0123456789', size: 'small', align: 'left' },
      { kind: 'text', text: '正文 0123456789', size: 'body', align: 'left' },
      { kind: 'text', text: '大字 0123456789', size: 'large', align: 'left' },
      { kind: 'gap', mm: 2 },
      { kind: 'text', text: '打印正常', size: 'result', align: 'center', bold: true, invert: true },
      { kind: 'gap', mm: 3 },
      { kind: 'qr', text: 'YINLING SELF TEST', mm: 25 },
      { kind: 'gap', mm: 6 },
    ],
  };
}
