import type { Paper, TextStyle } from './paper.ts';
import type { Token } from './tokens.ts';

/** What the interpreter asks of the printer around it. */
export interface PrinterActions {
  cut(): void;
  present(): void;
  eject(): void;
  retract(): void;
  reply(bytes: Uint8Array): void;
  automaticStatus(on: boolean): void;
  queuedPaper(): number;
  ejector(): number;
  readonly processId: boolean;
  readonly custom: boolean;
}

interface Run {
  readonly text: string;
  readonly style: TextStyle;
}

const powerOnStyle: TextStyle = { wide: false, high: false, bold: false, inverted: false };

/** Obeys the buffered commands, one token at a time. */
export class Interpreter {
  readonly #paper: Paper;
  readonly #actions: PrinterActions;
  #style = powerOnStyle;
  #centered = false;
  #hanzi = false;
  #line: Run[] = [];
  #qr = { module: 3, data: new Uint8Array(0) };

  constructor(paper: Paper, actions: PrinterActions) {
    this.#paper = paper;
    this.#actions = actions;
  }

  obey(token: Token): void {
    if (token.kind === 'text') {
      // Without FS & the bytes above 0x7f are single characters of some code page, as on a real printer.
      const text = new TextDecoder(this.#hanzi ? 'gb18030' : 'windows-1252').decode(token.bytes);
      this.#line.push({ text, style: this.#style });
      return;
    }
    this.#command(token.name, token.args, token.data);
  }

  #command(name: string, args: readonly number[], data: Uint8Array): void {
    const first = args[0] ?? 0;
    if (name === 'ESC @') this.#reset();
    else if (name === 'ESC a') this.#centered = (first & 3) === 1;
    else if (name === 'ESC E') this.#style = { ...this.#style, bold: (first & 1) === 1 };
    else if (name === 'GS B') this.#style = { ...this.#style, inverted: (first & 1) === 1 };
    else if (name === 'GS !') this.#style = { ...this.#style, wide: first >> 4 > 0, high: (first & 15) > 0 };
    else if (name === 'FS &') this.#hanzi = true;
    else if (name === 'FS .') this.#hanzi = false;
    else if (name === 'LF') this.#endLine();
    else if (name === 'ESC J') this.#feed(first);
    else if (name === 'ESC d') this.#feed(first * 30);
    else if (name === 'GS v') {
      this.#endLineIfAny();
      this.#paper.raster((args[2] ?? 0) | ((args[3] ?? 0) << 8), data);
    } else if (name === 'GS (') this.#extended(first, data);
    else if (name === 'GS V' || name === 'ESC i' || name === 'ESC m') {
      this.#endLineIfAny();
      this.#actions.cut();
    } else if (name === 'GS r')
      this.#actions.reply(Uint8Array.of(first === 1 ? this.#actions.queuedPaper() : 0));
    else if (name === 'GS a') this.#actions.automaticStatus(first !== 0);
    else if (name === 'GS e' && this.#actions.custom) this.#presenter(first);
  }

  #presenter(step: number): void {
    if (step === 3) this.#actions.present();
    else if (step === 5) this.#actions.eject();
    else if (step === 2) this.#actions.retract();
    else if (step === 6) this.#actions.reply(Uint8Array.of(this.#actions.ejector()));
  }

  #extended(letter: number, data: Uint8Array): void {
    if (letter === 0x48 && this.#actions.processId && data[0] === 0x30)
      this.#actions.reply(Uint8Array.of(0x37, 0x22, ...data.subarray(2, 6), 0));
    if (letter !== 0x6b || data[0] !== 0x31) return;
    if (data[1] === 0x43) this.#qr.module = data[2] ?? 3;
    else if (data[1] === 0x50) this.#qr.data = data.slice(3);
    else if (data[1] === 0x51) {
      this.#endLineIfAny();
      this.#paper.qr(this.#qr.data, this.#qr.module, this.#centered);
    }
  }

  #reset(): void {
    this.#style = powerOnStyle;
    this.#centered = false;
    this.#hanzi = false;
    this.#line = [];
  }

  #feed(rows: number): void {
    this.#endLineIfAny();
    this.#paper.feed(rows);
  }

  #endLineIfAny(): void {
    if (this.#line.length > 0) this.#endLine();
  }

  #endLine(): void {
    if (this.#line.length === 0) this.#paper.feed(30);
    else this.#paper.line(this.#line, this.#centered);
    this.#line = [];
  }
}
