import { label } from '../../../main/contract/texts/labels.ts';
import { phoneGroups } from './phone-number.ts';

const length = 11;

/** The number as typed so far, large and in groups, and how many digits are still wanted. */
export const PhoneField = ({ entered }: { readonly entered: string }) => (
  <div className="phone-field">
    <output className="phone-digits digits" aria-label={label('phone.entered')}>
      {phoneGroups(entered).map((group, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the groups have their places and nothing else
        <span key={index}>{group}</span>
      ))}
    </output>
    <span className="phone-count">
      {entered.length < length ? label('phone.count', { count: String(length - entered.length) }) : '\u00a0'}
    </span>
  </div>
);
