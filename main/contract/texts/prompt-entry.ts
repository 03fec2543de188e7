/**
 * A sentence of the senior's screen that tells of something that did not go as hoped: cause, next step, who helps, always
 * all three (requirements A, D and E).
 */
export interface Setback {
  readonly cause: string;
  readonly next: string;
  readonly helper: string;
}
export type PromptEntry = string | Setback;

/** Ends of setbacks that are the same on many screens, so that they are heard once and known. */
export const staffCome = '工作人员会来帮您办。';
export const orStaff = '也可以请工作人员来办。';
export const urgentStaff = '着急的话，工作人员来办。';
export const callStaff = '要帮忙，可以叫工作人员。';
export const sitAWhile = '请您先坐一会儿。';
