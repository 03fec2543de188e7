import type { KioskSnapshot } from '../../../main/contract/snapshot.ts';
import { captionOf } from '../../../main/contract/texts/format.ts';
import { DisconnectedArt } from '../art/art.tsx';
import { Phones } from '../shell/phones.tsx';

const caption = captionOf('connection.lost');

/** The core cannot be reached. Says so calmly, and goes away by itself. */
export const ConnectionLost = ({ terminal }: { readonly terminal: KioskSnapshot['terminal'] | null }) => (
  <div className="shell alone">
    <main className="stage" data-step="connectionLost">
      <div className="stage-art">
        <DisconnectedArt />
      </div>
      <div className="stage-words" role="status">
        <h1 className="caption">
          {caption.lines.map((line) => (
            <span className="sentence" key={line[0]?.text}>
              {line.map((run) => run.text).join('')}
            </span>
          ))}
        </h1>
        <p className="next helper">{caption.helper.map((run) => run.text).join('')}</p>
      </div>
    </main>
    {terminal !== null && <Phones terminal={terminal} />}
  </div>
);
