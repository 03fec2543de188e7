import { hasCitizenCheck } from './citizen-number.ts';

/** Number of a residence permit of a Hong Kong (810000), Macao (820000) or Taiwan (830000) resident. */
export const isHmtNumber = (number: string): boolean => /^8[123]0000/.test(number) && hasCitizenCheck(number);

/** Travel permit: Hong Kong and Macao a letter and 8 digits, Taiwan 8 digits; two digits of renewals may follow. */
export const isTravelPermit = (number: string): boolean => /^[HM]?\d{8}(\d{2})?$/.test(number);
