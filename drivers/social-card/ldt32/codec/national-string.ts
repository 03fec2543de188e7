import type { SocialCardReadout } from '../../readout.ts';

/**
 * What the national function iReadCardBas gives (LD/T 6001): eleven fields, each followed by a bar.
 * 发卡地区行政区划代码|社会保障号码|卡号|卡识别码|姓名|卡复位信息|规范版本|发卡日期|有效期|终端机编号|终端设备号|
 */
export function nationalString(
  card: SocialCardReadout,
  terminal: { readonly number: string; readonly device: string },
): string {
  const compact = (date: string): string => date.replaceAll('-', '');
  return [
    card.regionCode,
    card.idNumber,
    card.cardNumber,
    card.cardIdCode,
    card.name,
    card.atrHistory,
    card.version,
    compact(card.issuedOn),
    compact(card.validTo),
    terminal.number,
    terminal.device,
    '',
  ].join('|');
}
