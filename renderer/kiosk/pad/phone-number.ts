/** Where the groups of a mobile number begin: 138 0013 8000. */
const groups = [
  [0, 3],
  [3, 7],
  [7, 11],
] as const;

/** The digits of a mobile number in their groups, short ones as far as they go. */
export const phoneGroups = (entered: string): readonly string[] =>
  groups.map(([from, to]) => entered.slice(from, to)).filter((group) => group !== '');
