import { LookUpArt } from '../art/art.tsx';
import { Facts } from '../shell/facts.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';
import type { ViewOf } from './view-of.ts';

/** Large, plain, and masked where somebody looking over the shoulder could use it. */
export const Review = ({ view, ...screen }: ScreenProps & ViewOf<'review'>) => {
  const { facts } = view;
  return (
    <Stage
      {...screen}
      art={<LookUpArt />}
      layout="side"
      work={
        <Facts
          facts={[
            { name: 'fact.name', value: facts.maskedName },
            { name: 'fact.idNumber', value: facts.maskedIdNumber },
            { name: 'fact.cardNumber', value: facts.maskedCardNumber },
            { name: 'fact.until', value: facts.validTo },
            { name: 'fact.bank', value: facts.bankName },
            ...(facts.maskedAccount === null
              ? []
              : [{ name: 'fact.account' as const, value: facts.maskedAccount }]),
          ]}
        />
      }
    />
  );
};
