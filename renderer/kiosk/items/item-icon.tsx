import type { ItemState } from '../../../main/contract/activation.ts';

/** A sign per state, each of its own shape: nobody has to tell colours apart. */
export const ItemIcon = ({ state }: { readonly state: ItemState['state'] }) => (
  <svg className={`item-icon item-icon-${state}`} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    {state === 'todo' && <circle cx="16" cy="16" r="12" />}
    {state === 'notTried' && <circle cx="16" cy="16" r="12" strokeDasharray="4.5 4.9" />}
    {state === 'working' && (
      <>
        <circle cx="16" cy="16" r="12" />
        <path className="breathe" d="M10 16h.1M16 16h.1M22 16h.1" />
      </>
    )}
    {state === 'done' && (
      <>
        <circle className="disc" cx="16" cy="16" r="13.500" />
        <path className="on-disc" d="M9.500 16.500l4.500 5.500 9-11.500" />
      </>
    )}
    {state === 'unknown' && <path d="M8 4h16M8 28h16M10 4c0 8 12 16 12 24M22 4c0 8-12 16-12 24" />}
    {state === 'refused' && (
      <>
        <rect x="4" y="4" width="24" height="24" rx="6" />
        <path d="M16 9.500v8.500M16 22.500v.1" />
      </>
    )}
  </svg>
);
