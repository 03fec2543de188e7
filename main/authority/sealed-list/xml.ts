import { SaxesParser } from 'saxes';
import { ListProblem } from './problem.ts';
import type { Zip } from './zip.ts';

export interface XmlHandlers {
  /** `name` without its prefix. */
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
}

/** A cell holds at most 32,767 characters; a longer run of text without any tag is no table. */
const LONGEST_TEXT = 1_048_576;

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Reads a part of an XLSX as XML, piece by piece; yields after each piece, so that its reader can empty what it collected.
 * A document type (the way to entity bombs) is refused; entities of one's own are unknown to the parser anyway.
 */
export async function* readXml(zip: Zip, part: string, handlers: XmlHandlers): AsyncGenerator<number> {
  const parser = new SaxesParser();
  const fail = (why: string): never => {
    throw new ListProblem('E6303', `${part}: ${why}`);
  };
  let sinceTag = 0;
  parser.on('error', () => fail('it is no valid XML'));
  parser.on('doctype', () => fail('it has a document type'));
  parser.on('opentag', ({ name, attributes }) => {
    sinceTag = 0;
    handlers.open(local(name), attributes as Record<string, string>);
  });
  parser.on('closetag', ({ name }) => {
    sinceTag = 0;
    handlers.close?.(local(name));
  });
  if (handlers.text) parser.on('text', handlers.text);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (piece?: Uint8Array): string => {
    try {
      return piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true });
    } catch {
      return fail('it is not in UTF-8');
    }
  };
  for await (const piece of zip.read(part)) {
    const text = decode(piece);
    sinceTag += text.length;
    parser.write(text);
    if (sinceTag > LONGEST_TEXT) fail('a text is too long');
    yield piece.length;
  }
  parser.write(decode());
  parser.close();
}
