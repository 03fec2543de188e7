import { compareFaces } from '../../models/evaluate/index.ts';
import { readArguments } from './arguments.ts';
import { UsageError } from './usage.ts';
import type { Command } from './command.ts';

/** `yinling compare-faces`: whether two pictures show one person. */
export const compareFacesCommand: Command = async (args) => {
  const { positionals } = readArguments(args, {});
  const [a, b] = positionals;
  if (a === undefined || b === undefined || positionals.length > 2)
    throw new UsageError('compare-faces takes two picture files');
  const compared = await compareFaces(a, b);
  return compared.ok ? { ok: true, ...compared.value } : compared;
};
